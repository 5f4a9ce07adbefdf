/** Everything that a reader can do, and where gifts go: as words to copy and as a code that a bank's app reads. */
import { encode } from "uqr";
import type { PublicRelease } from "@bluehour/domain/release";
import { transferText } from "@bluehour/domain/transfer";
import type { Frame } from "../frame.ts";
import { langOf, Layout } from "../views/layout.tsx";
import { Blocks } from "../views/rich-text.tsx";
import { definePage, parseNothing } from "./page.ts";
import { compact } from "../views/style.ts";

type Appeal = PublicRelease<"appeal">;

/** Banks take this correction and at most this version (EPC069-12). */
const coding = { ecc: "M", maxVersion: 13, border: 4 } as const;

const sheet = compact(`
.transfer { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s3); align-items: center; }
.transfer .code { flex: none; inline-size: 11rem; background: #fff; border-radius: var(--round); }
.transfer .pairs { flex: 1 1 16rem; }
.iban { font-variant-numeric: tabular-nums; font-weight: 600; white-space: nowrap; }
@media print { .transfer .code { inline-size: 40mm; } }
`);

/** The code's dark modules as one path, a run of them at a time. */
function codePath(text: string): { size: number; path: string } {
  const { data, size } = encode(text, coding);
  let path = "";
  for (const [y, row] of data.entries()) {
    let x = 0;
    while (x < size) {
      let run = 0;
      while (row[x + run] === true) run += 1;
      if (run > 0) path += `M${x} ${y}h${run}v1h-${run}z`;
      x += Math.max(run, 1);
    }
  }
  return { size, path };
}

function Transfer({ account, frame }: { account: NonNullable<Appeal["data"]["account"]>; frame: Frame }) {
  const { t } = frame;
  const made = transferText(account);
  if (!made.ok) return null;
  const { size, path } = codePath(made.text);
  return (
    <div class="transfer gap">
      <svg
        class="code"
        viewBox={`0 0 ${size} ${size}`}
        width="176"
        height="176"
        role="img"
        aria-label={t("ways.alt", { holder: account.holder, iban: made.iban })}
        shape-rendering="crispEdges"
      >
        <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
        <path d={path} />
      </svg>
      <div>
        <dl class="pairs">
          <dt>{t("ways.holder")}</dt>
          <dd>{account.holder}</dd>
          <dt>IBAN</dt>
          <dd class="iban" dir="ltr">
            {made.iban}
          </dd>
          {account.bic === undefined ? null : (
            <>
              <dt>BIC</dt>
              <dd dir="ltr">{account.bic}</dd>
            </>
          )}
          {account.remittance === undefined ? null : (
            <>
              <dt>{t("ways.message")}</dt>
              <dd>{account.remittance}</dd>
            </>
          )}
        </dl>
        <p class="small soft gap read">{t("ways.how")}</p>
      </div>
    </div>
  );
}

/** Pages hold no more than the list gives at once; nobody reads fifty ways to help. */
const most = 50;

export const waysPage = definePage<true, { appeals: readonly Appeal[] }>({
  surfaces: ["list"],
  sheet,
  parse: parseNothing,
  async decide({ frame, reads }) {
    const { edition, locale } = frame;
    const page = await reads.list({
      kind: "appeal",
      edition: edition.id,
      locale,
      surface: "list",
      limit: most,
    });
    return { show: { appeals: page.items } };
  },
  view({ appeals }, { around }) {
    const { frame } = around;
    const { t, ui, locale } = frame;
    return (
      <Layout around={around} title={t("nav.ways")} here="/ways" part="nav.ways">
        <header class="read">
          <h1>{t("nav.ways")}</h1>
          <p class="lead soft">{t("ways.lead")}</p>
        </header>
        {appeals.length === 0 ? <p class="gap">{t("ways.none")}</p> : null}
        {appeals.map((appeal) => {
          const text = appeal.locales[locale];
          if (text === undefined) return null;
          const { account, url } = appeal.data;
          return (
            <section aria-labelledby={appeal.id}>
              <h2 id={appeal.id} {...langOf(text.lang, ui)}>
                {text.head.title}
              </h2>
              {text.head.summary === undefined ? null : (
                <p class="read" {...langOf(text.lang, ui)}>
                  {text.head.summary}
                </p>
              )}
              <div class="flow read gap">
                <Blocks blocks={text.blocks} frame={frame} level={3} />
              </div>
              {url === undefined ? null : (
                <p class="gap">
                  <a href={url} rel="noreferrer">
                    {new URL(url).hostname.replace(/^www\./, "")}
                  </a>
                </p>
              )}
              {account === undefined ? null : (
                <>
                  <h3 class="gap">{t("ways.transfer")}</h3>
                  <Transfer account={account} frame={frame} />
                </>
              )}
            </section>
          );
        })}
      </Layout>
    );
  },
});
