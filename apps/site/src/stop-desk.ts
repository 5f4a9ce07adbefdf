/** Takes a typed stop code: at the same pace and in the same way whether it is right or wrong. */
import { hashStopCode, parseStopCode } from "@bluehour/domain/codes";
import type { ReleaseReader, StopMatch } from "@bluehour/releases/read";
import type { StopAnswer } from "./pages/stop.tsx";

export type StopDeskOptions = {
  reader: ReleaseReader;
  /** Records a stop so that it survives a crash; rejects where it could not. */
  appendStop: (storyId: string) => Promise<unknown>;
  report: (error: unknown, route: string) => void;
  /** Milliseconds that never go back. */
  monotonic: () => number;
  pause: (milliseconds: number) => Promise<void>;
};

/** Long enough to hide whether something was written (a durable write takes some 5 to 50 ms), short enough to wait for. */
const leastMilliseconds = 700;
/** How long to wait until this process itself sees the story dark. */
const darkWithin = 5000;
/** Wrong codes a second that are answered as such, over everybody; 22 random digits need no more, and no address is kept. */
const guessesPerSecond = 5;
const guessesAtOnce = 30;
const wrongAtOnce = 200;

export type StopDesk = (typed: string) => Promise<StopAnswer>;

export function createStopDesk({ reader, appendStop, report, monotonic, pause }: StopDeskOptions): StopDesk {
  let wrongUnderWay = 0;
  let tokens = guessesAtOnce;
  let filledAt = monotonic();

  const mayGuess = (): boolean => {
    const now = monotonic();
    tokens = Math.min(guessesAtOnce, tokens + ((now - filledAt) / 1000) * guessesPerSecond);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };

  const lookUp = async (hash: string) => {
    await reader.confirm();
    return await reader.storyOfStopHash(hash);
  };

  /** Stops every story that the code belongs to, and waits until this process itself sees them dark. */
  const stopAll = async (hash: string, first: StopMatch): Promise<StopAnswer> => {
    const stopped = new Set<string>();
    try {
      const until = monotonic() + darkWithin;
      let match: StopMatch | undefined = first;
      while (match?.alreadyDark === false) {
        if (!stopped.has(match.id)) {
          await appendStop(match.id);
          stopped.add(match.id);
        } else if (monotonic() >= until) return "unsure";
        else await pause(30);
        match = await lookUp(hash);
      }
      return "done";
    } catch (error) {
      report(error, "stop");
      return stopped.size > 0 ? "unsure" : "failed";
    }
  };

  const keepPace = (arrived: number): Promise<void> =>
    pause(Math.max(0, leastMilliseconds - (monotonic() - arrived)));

  return async (typed) => {
    const arrived = monotonic();
    const code = parseStopCode(typed);
    let match: StopMatch | undefined;
    if (code !== undefined) {
      try {
        match = await lookUp(hashStopCode(code));
      } catch (error) {
        report(error, "stop");
        await keepPace(arrived);
        return "failed";
      }
    }
    if (code !== undefined && match !== undefined) {
      // A right code takes no place in any queue: nobody can keep a teller from stopping by typing wrong ones.
      const answer = await stopAll(hashStopCode(code), match);
      await keepPace(arrived);
      return answer;
    }
    // Whoever floods us is turned away at once, so that wrong codes hold no more than this many connections.
    if (wrongUnderWay >= wrongAtOnce) return "wait";
    wrongUnderWay += 1;
    try {
      const answer = mayGuess() ? "wrong" : "wait";
      await keepPace(arrived);
      return answer;
    } finally {
      wrongUnderWay -= 1;
    }
  };
}
