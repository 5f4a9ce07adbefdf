/** Takes a typed stop code: at the same pace and in the same way whether it is right or wrong. */
import { hashStopCode, parseStopCode } from "@bluehour/domain/codes";
import type { ReleaseReader } from "@bluehour/releases/read";
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
const requestsAtOnce = 200;

export type StopDesk = (typed: string) => Promise<StopAnswer>;

export function createStopDesk({ reader, appendStop, report, monotonic, pause }: StopDeskOptions): StopDesk {
  let underWay = 0;
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

  const seenDark = async (hash: string): Promise<boolean> => {
    const until = monotonic() + darkWithin;
    do {
      await reader.confirm();
      if ((await reader.storyOfStopHash(hash))?.alreadyDark === true) return true;
      await pause(30);
    } while (monotonic() < until);
    return false;
  };

  const decide = async (typed: string): Promise<StopAnswer> => {
    const code = parseStopCode(typed);
    if (code === undefined) return mayGuess() ? "wrong" : "wait";
    const hash = hashStopCode(code);
    let recorded = false;
    try {
      await reader.confirm();
      const match = await reader.storyOfStopHash(hash);
      // A right code is never throttled: nobody can keep a teller from stopping by typing wrong ones.
      if (match === undefined) return mayGuess() ? "wrong" : "wait";
      if (match.alreadyDark) return "done";
      await appendStop(match.id);
      recorded = true;
      return (await seenDark(hash)) ? "done" : "unsure";
    } catch (error) {
      report(error, "stop");
      return recorded ? "unsure" : "failed";
    }
  };

  return async (typed) => {
    if (underWay >= requestsAtOnce) return "wait";
    underWay += 1;
    const arrived = monotonic();
    try {
      const answer = await decide(typed);
      await pause(Math.max(0, leastMilliseconds - (monotonic() - arrived)));
      return answer;
    } finally {
      underWay -= 1;
    }
  };
}
