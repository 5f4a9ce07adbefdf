/** What the page of one event or exhibition says of when and where. */
import { programmeMessages } from "@bluehour/i18n/programme";
import type { Frame } from "../frame.ts";
import { stateOf } from "../programme.ts";
import { progressText, waitText } from "./entries.tsx";
import type { Item } from "./entries.tsx";

/** How it stands at a moment: to come, on, over; or that it does not take place. */
export function Standing({ item, moment, frame }: { item: Item; moment: Date; frame: Frame }) {
  const { t, ui, edition } = frame;
  const p = programmeMessages(ui);
  if (item.isCancelled)
    return (
      <div class="panel note read gap">
        <p class="kicker">{t("event.status")}</p>
        <p>
          <strong>{t("event.cancelled")}</strong>
        </p>
        <p>{p("event.cancelled")}</p>
      </div>
    );
  const state = stateOf(item, moment);
  const wait = state === "before" ? waitText(item.start, moment, edition.data.zone, p) : "";
  const progress = state === "now" ? progressText(item, moment, p) : undefined;
  return (
    <p class={`standing ${state}`}>
      {item.kind === "event" ? p(`event.${state}`, { wait }) : p(`exhibition.${state}`, { wait })}
      {progress === undefined ? "" : ` · ${progress}`}
    </p>
  );
}

type Coordinates = { latitude: number; longitude: number };

/** A position: for a map program, and on a map that is opened only by who asks for it. */
export function Position({ coordinates, frame }: { coordinates: Coordinates; frame: Frame }) {
  const p = programmeMessages(frame.ui);
  const { latitude, longitude } = coordinates;
  const map = new URL("https://www.openstreetmap.org/");
  map.searchParams.set("mlat", String(latitude));
  map.searchParams.set("mlon", String(longitude));
  map.hash = `map=17/${latitude}/${longitude}`;
  return (
    <>
      <a href={`geo:${latitude},${longitude}`} dir="ltr">
        {latitude}, {longitude}
      </a>{" "}
      ·{" "}
      <a href={map.href} rel="noreferrer">
        {p("place.map")}
      </a>
    </>
  );
}

export const occasionSheet = `
.standing { margin-block-start: var(--s2); font-weight: 600; } .standing::first-letter { text-transform: uppercase; }
.standing.now, .standing.before { color: var(--warm-ink); }
.standing.past { color: var(--soft); font-weight: 400; }
@media print { .standing, .add { display: none; } }
`;
