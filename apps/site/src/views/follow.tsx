/** A calendar to follow, so that changes arrive by themselves, or to take as a file. */
import { webcalAddress } from "@bluehour/feeds/webcal";
import { programmeMessages } from "@bluehour/i18n/programme";
import type { Frame } from "../frame.ts";

export function Follow({
  path,
  origin,
  frame,
  words,
}: {
  path: string;
  origin: string;
  frame: Frame;
  words: string;
}) {
  const p = programmeMessages(frame.ui);
  return (
    <>
      <a href={webcalAddress(origin, path)}>{words}</a> ·{" "}
      <a href={path} type="text/calendar">
        {p("subscribe.file")}
      </a>
    </>
  );
}
