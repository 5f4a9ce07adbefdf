/**
 * Leaving at once: a press on the way out, or Shift three times from anywhere, blanks the page in the same frame and puts the neutral site
 * in this page's place in the history. Without this script the link still leads out.
 *
 * Shift counts when it is pressed alone and released: a capital letter, a selection or a shortcut is no step towards the door, so
 * that it also works, and only works when it is meant, while somebody is typing.
 */
leaveAtOnce();

function leaveAtOnce(): void {
  const needed = 3;
  /** After this long the count begins again. */
  const patience = 5000;
  const door = document.querySelector<HTMLAnchorElement>("a.exit");
  if (door === null) return;
  const { hint = "", two = "", one = "" } = door.dataset;
  const told = document.createElement("span");
  told.className = "unseen";
  told.setAttribute("role", "status");
  door.after(told);
  door.setAttribute("aria-description", hint);

  let presses = 0;
  let isAlone = false;
  let forgetting: ReturnType<typeof setTimeout> | undefined;

  const count = (to: number): void => {
    presses = to;
    door.dataset["presses"] = String(to);
    told.textContent = to === 1 ? two : to === 2 ? one : "";
    clearTimeout(forgetting);
    if (to > 0) forgetting = setTimeout(() => count(0), patience);
  };
  const leave = (): void => {
    // No paint in between: the page is gone from the screen before anything is asked of the network.
    document.documentElement.hidden = true;
    document.title = "…";
    if ("speechSynthesis" in window) speechSynthesis.cancel();
    location.replace(door.href);
  };

  door.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", ({ key, repeat, ctrlKey, altKey, metaKey }) => {
    if (repeat) return;
    isAlone = key === "Shift" && !ctrlKey && !altKey && !metaKey;
    if (!isAlone && presses > 0) count(0);
  });
  document.addEventListener("keyup", ({ key }) => {
    if (key !== "Shift" || !isAlone) return;
    isAlone = false;
    if (presses + 1 === needed) leave();
    else count(presses + 1);
  });
}
