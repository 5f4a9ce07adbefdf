/**
 * What the reader's own device can do with a story: read it aloud, where its person allowed a synthetic voice, and hand its address on. The
 * buttons are in the page, hidden; each shows itself only where it would work.
 */
offerVoice();
offerAddress();

function offerVoice(): void {
  const controls = document.querySelector<HTMLElement>("[data-aloud]");
  if (controls === null || !("speechSynthesis" in window)) return;
  const story = document.querySelector<HTMLElement>(".story");
  const [button, stop] = controls.querySelectorAll("button");
  if (story === null || button === undefined || stop === undefined) return;
  const { listen = "", pause = "", goOn = "" } = controls.dataset;

  /** Only a voice of the device's own: any other would be sent the text. */
  const voiceFor = (lang: string): SpeechSynthesisVoice | undefined => {
    const [language = ""] = lang.toLowerCase().split("-");
    const own = speechSynthesis
      .getVoices()
      .filter((voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === language);
    return own.find((voice) => voice.default) ?? own[0];
  };
  const langOf = (piece: Element): string => piece.closest("[lang]")?.getAttribute("lang") ?? "";
  const pieces = [...story.querySelectorAll<HTMLElement>("p, li, h2, h3, h4, figcaption")].filter(
    (piece) => !piece.matches(".tag, .tag *") && piece.querySelector("p") === null,
  );

  let at = 0;
  /** Grows with each beginning, so that an utterance that was cut off does not start the next piece. */
  let turn = 0;
  const mark = (index: number | undefined): void => {
    for (const [each, piece] of pieces.entries()) piece.classList.toggle("heard", each === index);
  };
  const rest = (words: string): void => {
    turn += 1;
    speechSynthesis.cancel();
    button.textContent = words;
    controls.dataset["on"] = "";
  };
  const end = (): void => {
    rest(listen);
    at = 0;
    stop.hidden = true;
    mark(undefined);
  };
  const sayNext = (mine: number): void => {
    if (mine !== turn) return;
    const piece = pieces[at];
    if (piece === undefined) return end();
    const voice = voiceFor(langOf(piece));
    if (voice === undefined) {
      at += 1;
      return sayNext(mine);
    }
    mark(at);
    piece.scrollIntoView({ block: "nearest" });
    const utterance = new SpeechSynthesisUtterance(piece.textContent ?? "");
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.addEventListener("end", () => {
      if (mine !== turn) return;
      at += 1;
      sayNext(mine);
    });
    utterance.addEventListener("error", () => {
      if (mine === turn) end();
    });
    speechSynthesis.speak(utterance);
  };

  button.addEventListener("click", () => {
    // Pausing is stopping at this piece: several systems forget an utterance that is paused.
    if (controls.dataset["on"] === "1") return rest(goOn);
    speechSynthesis.cancel();
    turn += 1;
    controls.dataset["on"] = "1";
    button.textContent = pause;
    stop.hidden = false;
    sayNext(turn);
  });
  stop.addEventListener("click", () => {
    end();
    button.focus();
  });
  // Nobody goes on hearing a page that they have left or closed up.
  addEventListener("pagehide", end);
  story.closest("details")?.addEventListener("toggle", ({ target }) => {
    if (target instanceof HTMLDetailsElement && !target.open && controls.dataset["on"] === "1") rest(goOn);
  });

  const show = (): void => {
    controls.hidden = voiceFor(langOf(story)) === undefined;
  };
  show();
  speechSynthesis.addEventListener?.("voiceschanged", show);
}

function offerAddress(): void {
  const button = document.querySelector<HTMLButtonElement>("button[data-share]");
  if (button === null) return;
  const { share: url = "", title = "", copied = "" } = button.dataset;
  const told = button.nextElementSibling;
  const canShare = typeof navigator.share === "function";
  // Neither is there on a page that did not come over an encrypted connection.
  if (!canShare && navigator.clipboard === undefined) return;
  if (button.parentElement !== null) button.parentElement.hidden = false;
  const handOn = async (): Promise<void> => {
    if (canShare) return await navigator.share({ title, url });
    await navigator.clipboard.writeText(url);
    if (told !== null) told.textContent = copied;
  };
  // Closing the device's own sheet is no fault.
  button.addEventListener("click", () => void handOn().catch(() => undefined));
}
