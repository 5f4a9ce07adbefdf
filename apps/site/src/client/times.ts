/**
 * Adds the reader's own time to every `<time datetime data-zone>`, where their clock shows another time than the place's at that instant.
 * Words and habits come from the element around them: data-yours, data-yours-day, data-yours-locale.
 */
addTimes();
// The script of lights exchanges parts of its page as time goes on.
document.addEventListener("fresh", addTimes);

function addTimes(): void {
  for (const around of document.querySelectorAll<HTMLElement>("[data-yours]")) {
    const { yours = "", yoursDay = "", yoursLocale = "en" } = around.dataset;
    const format = (at: Date, options: Intl.DateTimeFormatOptions): string =>
      new Intl.DateTimeFormat(yoursLocale, options).format(at);
    const clock = (at: Date): string => format(at, { hour: "2-digit", minute: "2-digit" });
    const short: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short" };
    /** What calendar and clock show, to be compared. */
    const wall = (at: Date, timeZone?: string): string =>
      format(at, { dateStyle: "short", timeStyle: "short", ...(timeZone === undefined ? {} : { timeZone }) });

    for (const time of around.querySelectorAll<HTMLTimeElement>("time[datetime][data-zone]")) {
      // What was looked at before has its note, or needs none.
      if ("seen" in time.dataset) continue;
      time.dataset["seen"] = "";
      const { zone, until } = time.dataset;
      const start = new Date(time.dateTime);
      const end = until === undefined ? start : new Date(until);
      try {
        const isTold = (there: string | undefined): boolean =>
          wall(start) === wall(start, there) && wall(end) === wall(end, there);
        const also = time.closest(".when")?.querySelector<HTMLElement>(".also[data-zone]");
        // The reader's clock shows what stands there already: the place's time, or the edition's beside it.
        if (isTold(zone) || (also?.dataset["zone"] !== undefined && isTold(also.dataset["zone"]))) continue;
      } catch {
        // This browser does not know the zone: the place's own time stands there anyway.
        continue;
      }
      const isLong = end.getTime() - start.getTime() >= 86_400_000;
      const last = isLong ? `${format(end, short)}, ${clock(end)}` : clock(end);
      const words = until === undefined ? clock(start) : `${clock(start)} – ${last}`;
      const isOtherDay =
        isLong || format(start, short) !== format(start, { ...short, timeZone: zone ?? "UTC" });
      const note = document.createElement("span");
      note.className = "yours";
      note.textContent = (isOtherDay ? yoursDay : yours)
        .replace("{day}", () => format(start, short))
        .replace("{time}", () => words);
      (time.closest(".when") ?? time.parentElement ?? around).append(" ", note);
    }
  }
}
