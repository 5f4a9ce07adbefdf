/** What must be public, as far as the acknowledged actions say. */
import type { Step } from "./actions.ts";
import type { Chance } from "./chance.ts";
import type { Action } from "./actions.ts";
import { editions, idOf, isImage } from "./world.ts";
import type { EditionId, Offer, Thing } from "./world.ts";

export type Shown = Map<Thing, number>;

export type Model = {
  /** What each edition holds; things that are stopped but not yet settled are still in it. */
  published: Map<EditionId, Shown>;
  withdrawn: Set<Thing>;
  stopped: Set<Thing>;
};

export function emptyModel(): Model {
  return { published: new Map(), withdrawn: new Set(), stopped: new Set() };
}

export function copyOf(model: Model): Model {
  return {
    published: new Map([...model.published].map(([edition, shown]) => [edition, new Map(shown)])),
    withdrawn: new Set(model.withdrawn),
    stopped: new Set(model.stopped),
  };
}

export function isPublished(model: Model, thing: Thing): boolean {
  return [...model.published.values()].some((shown) => shown.has(thing));
}

/** What an edition holds once an offer was published. */
export function accepted(model: Model, offer: Offer): Shown {
  return new Map(offer.filter(([thing]) => !model.withdrawn.has(thing)));
}

/** Changes the model to what it is once the step has happened. `settle` itself changes nothing: its steps do. */
export function apply(model: Model, step: Step, thingOf: (id: string) => Thing): void {
  const bury = (thing: Thing) => {
    // A story that stands nowhere is unknown to the store: there is nothing to withdraw.
    if (!isPublished(model, thing)) return;
    model.withdrawn.add(thing);
    for (const shown of model.published.values()) shown.delete(thing);
  };
  if (step.do === "publish") model.published.set(step.edition, accepted(model, step.offer));
  if (step.do === "withdraw") bury(step.thing);
  if (step.do === "settle-one") bury(thingOf(step.id));
  if (step.do === "stop") model.stopped.add(step.thing);
}

/** What a reader must find in an edition: all of it, and nothing else. */
export function visible(model: Model, edition: EditionId): Shown {
  return new Map(
    [...(model.published.get(edition) ?? [])].filter(
      ([thing]) => !model.withdrawn.has(thing) && !model.stopped.has(thing),
    ),
  );
}

export function isSame(one: Shown, other: Shown): boolean {
  return one.size === other.size && [...one].every(([thing, version]) => other.get(thing) === version);
}

/** The world's growing part: numbers that were never used before. */
export type Births = { stories: number; images: number };

function nextThing(births: Births, wantsImage: boolean): Thing {
  return wantsImage ? births.images++ * 2 + 1 : births.stories++ * 2;
}

/** Everything that was ever offered. */
export function born(births: Births): Thing[] {
  return [
    ...Array.from({ length: births.stories }, (_, index) => index * 2),
    ...Array.from({ length: births.images }, (_, index) => index * 2 + 1),
  ];
}

function randomOffer(chance: Chance, model: Model, births: Births, edition: EditionId): Offer {
  const current = model.published.get(edition) ?? new Map<Thing, number>();
  const elsewhere = editions.flatMap((other) => [...(model.published.get(other)?.keys() ?? [])]);
  const offer: Shown = new Map();
  for (const thing of new Set([...current.keys(), ...chance.some(elsewhere, 0.2)])) {
    if (!chance.is(0.9)) continue;
    const version = current.get(thing) ?? 0;
    offer.set(thing, chance.is(0.2) ? version + 1 : version);
  }
  const wanted = chance.below(4) + (offer.size < 12 ? 3 : 0);
  for (let count = 0; count < wanted && offer.size < 30; count += 1)
    offer.set(nextThing(births, chance.is(0.35)), 0);
  // What was withdrawn stays in the folder on somebody's desk, and is offered again and again.
  for (const thing of chance.some([...model.withdrawn], 3 / Math.max(10, model.withdrawn.size)))
    offer.set(thing, chance.below(2));
  return [...offer].toSorted(([a], [b]) => ((a * 7919) % 101) - ((b * 7919) % 101) || a - b);
}

/** Random actions, planned on what the model will be by then. */
export function planActions(
  chance: Chance,
  seed: number,
  model: Model,
  births: Births,
  count: number,
): Action[] {
  const future = copyOf(model);
  const byId = new Map<string, Thing>();
  const actions: Action[] = [];
  while (actions.length < count) {
    const action = randomAction(chance, future, births);
    if (action === undefined) continue;
    actions.push(action);
    for (const thing of born(births)) byId.set(idOf(seed, thing), thing);
    const thingOf = (id: string) => byId.get(id) ?? -1;
    apply(future, action, thingOf);
    if (action.do === "settle")
      for (const thing of future.stopped) apply(future, { do: "settle-one", id: idOf(seed, thing) }, thingOf);
  }
  return actions;
}

function randomAction(chance: Chance, future: Model, births: Births): Action | undefined {
  const edition = chance.pick(editions);
  const shown = editions.flatMap((each) => [...visible(future, each).keys()]);
  const roll = chance.below(100);
  if (roll < 26 || shown.length < 6)
    return { do: "publish", edition, offer: randomOffer(chance, future, births, edition) };
  if (roll < 34) {
    const before = future.published.get(edition);
    return before === undefined ? undefined : { do: "publish", edition, offer: [...before] };
  }
  if (roll < 54)
    return { do: "withdraw", thing: chance.pick(shown), door: chance.is(0.5) ? "withdraw" : "dark" };
  if (roll < 58) {
    const again = [...future.withdrawn];
    return again.length === 0 ? undefined : { do: "withdraw", thing: chance.pick(again), door: "withdraw" };
  }
  if (roll < 77) {
    const stories = shown.filter((thing) => !isImage(thing));
    return stories.length === 0 ? undefined : { do: "stop", thing: chance.pick(stories) };
  }
  if (roll < 86) return { do: "settle" };
  if (roll < 93) return { do: "repair" };
  return { do: "reopen" };
}
