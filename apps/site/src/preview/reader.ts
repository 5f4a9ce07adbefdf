/** Reads what was sent in one request, with the questions that pages ask of the store. It lives as long as the answer takes. */
import type { Kind } from "@bluehour/domain/kinds";
import type { PublicRelease, ReleaseContent } from "@bluehour/domain/release";
import { plainText } from "@bluehour/domain/rich-text";
import { allowsSurface } from "@bluehour/domain/uses";
import type { Surface } from "@bluehour/domain/uses";
import type { ReleaseReader } from "@bluehour/releases/read";

/**
 * A reader of these few things. What they rest on and their dates are not asked: they are looked at before they may be public. On which
 * surfaces they may appear is, as everywhere.
 */
export function createSentReader(sent: readonly ReleaseContent[]): ReleaseReader {
  const all = sent as readonly ReleaseContent[] as readonly PublicRelease[];
  const on = (surface: Surface) => all.filter(({ uses }) => allowsSurface(uses, surface));
  const ofKind = (kind: Kind, surface: Surface) => on(surface).filter((release) => release.kind === kind);
  const page = <T>(items: readonly T[], limit: number, after: string | undefined) => {
    const start = after === undefined ? 0 : Number(after);
    const end = start + limit;
    return { items: items.slice(start, end), next: end < items.length ? String(end) : undefined };
  };
  const editions = all
    .filter((release) => release.kind === "edition")
    .toSorted((a, b) => (a.data.days.first < b.data.days.first ? -1 : 1));

  return {
    confirm: async () => ({ confirmed: true, epoch: 1 }),
    find: async ({ kind, edition, id, surface }) =>
      ofKind(kind, surface).find((release) => release.edition === edition && release.id === id) as never,
    findInEditions: async ({ kind, id, surface }) =>
      ofKind(kind, surface).filter((release) => release.id === id) as never,
    list: async ({ kind, edition, locale, surface, limit, after }) =>
      page(
        ofKind(kind, surface).filter((release) => release.edition === edition && locale in release.locales),
        limit,
        after,
      ) as never,
    search: async ({ edition, locale, text, limit, after }) => {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean);
      const found = on("search").filter((release) => {
        const shown = release.edition === edition ? release.locales[locale] : undefined;
        if (shown === undefined) return false;
        const said = [...Object.values(shown.head), ...shown.blocks.map(({ content }) => plainText(content))];
        const lower = said.join(" ").toLowerCase();
        return words.every((word) => lower.includes(word));
      });
      return page(found, limit, after) as never;
    },
    editions: async () => editions,
    // Pictures stand in the page itself: see inert.ts.
    media: async () => undefined,
    storyOfStopHash: async () => undefined,
    close: async () => undefined,
  };
}
