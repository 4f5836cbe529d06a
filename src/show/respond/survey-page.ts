import { questionScale } from "../../model/fact.ts";
import { reasonLimit, surveyTexts, type SurveyLocale, type SurveyTexts } from "../../model/survey-texts.ts";
import { html, Html } from "./html.ts";
import { style } from "./style.ts";

/** What a page for respondents needs: who asks, and in which language. */
export type Page = { company: string; locale: SurveyLocale };

/** A survey page as it is shown. */
export type SurveyForm = Page & {
  /** Where the answer is sent. */
  action: string;
  /** Names this rendering: sent with the answer, so that two clicks are one answer. */
  nonce: string;
  /** Who the link says the respondent is, as hidden fields; empty for an anonymous answer. */
  who: Record<string, string>;
  /** What the respondent gave before, when something about it has to be mended. */
  given?: { score: number | null; comment: string };
  problem?: "chooseScore" | "tooLong" | "notSent";
};

/** The recommendation question with its reason. Works without a script, for every way of reading and pointing. */
export function renderSurvey({ company, locale, action, nonce, who, given, problem }: SurveyForm): string {
  const texts = fill(surveyTexts[locale], { company, limit: String(reasonLimit) });
  const wrongScore = problem === "chooseScore";
  const wrongReason = problem === "tooLong";
  const hidden = Object.entries({ ...who, nonce }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
  const [low, high] = questionScale.recommend;
  const points = Array.from({ length: high - low + 1 }, (_, index) => renderPoint(low + index, { texts, chosen: given?.score ?? null }));

  return renderPage(
    { company, locale },
    texts.recommend,
    html`<form method="post" action="${action}" data-sending="${texts.sending}" data-not-sent="${texts.notSent}">
      ${hidden}
      <fieldset ${new Html(wrongScore ? 'aria-describedby="problem"' : "")}>
        <legend><h1>${texts.recommend}</h1></legend>
        <div class="scale">${points}</div>
        <p class="ends" aria-hidden="true"><span>0 = ${texts.lowest}</span><span>10 = ${texts.highest}</span></p>
      </fieldset>
      <div class="field">
        <label for="comment">${texts.reason} <small>(${texts.optional})</small></label>
        <textarea
          id="comment"
          name="comment"
          rows="4"
          dir="auto"
          ${new Html(wrongReason ? 'aria-invalid="true" aria-describedby="problem"' : "")}
        >
${given?.comment ?? ""}</textarea>
      </div>
      <p class="problem" id="problem" role="alert">${problem ? texts[problem] : null}</p>
      <button type="submit">${texts.send}</button>
      <p class="note">${Object.keys(who).length > 0 ? texts.identified : texts.anonymous}</p>
    </form>`,
  );
}

/** What a respondent reads after answering, or when this page's answer was there already. */
export function renderThanks(page: Page, known: boolean): string {
  const texts = fill(surveyTexts[page.locale], page);
  return renderPage(
    page,
    texts.thanks,
    html`<h1 tabindex="-1">${texts.thanks}</h1>
      <p role="status">${known ? texts.known : texts.thanksMore}</p>`,
  );
}

/** What somebody reads whose link leads nowhere. */
export function renderGone(locale: SurveyLocale): string {
  const texts = surveyTexts[locale];
  return renderPage(
    { company: "", locale },
    texts.gone,
    html`<h1>${texts.gone}</h1>
      <p>${texts.goneMore}</p>`,
  );
}

function renderPoint(score: number, { texts, chosen }: { texts: SurveyTexts; chosen: number | null }): Html {
  const meaning = score === 0 ? texts.lowest : score === 10 ? texts.highest : null;
  const name = meaning === null ? null : html`aria-label="${score}, ${meaning}"`;
  return html`<label
    ><input type="radio" name="score" value="${score}" required ${name} ${new Html(score === chosen ? "checked" : "")} /><span class="point"
      >${score}</span
    ></label
  >`;
}

function renderPage({ company, locale }: Page, title: string, content: Html): string {
  const page = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${new Html(`<style>${style}</style>`)}
        <script type="module" src="/s/page.js"></script>
      </head>
      <body>
        <main>${company === "" ? null : html`<p class="company">${company}</p>`}${content}</main>
      </body>
    </html> `;
  return page.text;
}

function fill<Texts extends SurveyTexts>(texts: Texts, values: Record<string, string>): SurveyTexts {
  const filled = Object.entries(texts).map(([key, text]) => [
    key,
    text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole),
  ]);
  return Object.fromEntries(filled) as SurveyTexts;
}
