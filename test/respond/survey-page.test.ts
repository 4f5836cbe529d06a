import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { surveyLocaleFor, surveyTexts, type SurveyLocale } from "../../src/model/survey-texts.ts";
import { html } from "../../src/show/respond/html.ts";
import { pageHeaders } from "../../src/show/respond/style.ts";
import { renderGone, renderSurvey, renderThanks, type SurveyForm } from "../../src/show/respond/survey-page.ts";

const form: SurveyForm = { company: "Acme & Söhne", locale: "en", action: "/s/t/answers", nonce: "n", who: {} };

test("what is put into markup is text, whatever it holds", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { text: markup } = html`<p title="${text}">${text}</p>`;
      const inside = markup.slice('<p title="'.length, -"</p>".length);
      expect(inside.split('">')).toHaveLength(2);
      expect(inside).not.toMatch(/[<']/);
    }),
  );
  expect(html`<p title="${`"'<&>`}">`.text).toBe('<p title="&quot;&#39;&lt;&amp;&gt;">');
  expect(html`${[html`<b>${1}</b>`, html`<i>${null}</i>`]}`.text).toBe("<b>1</b><i></i>");
});

test("hostile names and comments come back as words", () => {
  const hostile = `"><script>alert(1)</script>{company}`;
  const page = renderSurvey({
    ...form,
    company: hostile,
    who: { customer: hostile },
    given: { score: 3, comment: `</textarea>${hostile}` },
  });
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page.match(/<\/textarea>/g)).toHaveLength(1);
  expect(page).not.toContain("{company}?");
});

test("the question offers eleven radios, none of them chosen, each with a name, and the ends with their meaning", () => {
  const page = renderSurvey(form);
  expect(page.match(/type="radio"/g)).toHaveLength(11);
  expect(page).not.toMatch(/required\s+checked/);
  expect(page).toContain("recommend Acme &amp; Söhne to a friend");
  expect(page).toContain('aria-label="0, Not at all likely"');
});

test("what was given stays when something has to be mended", () => {
  const page = renderSurvey({ ...form, given: { score: 9, comment: "  two\nlines" }, problem: "chooseScore" });
  expect(page).toMatch(/value="9"[^>]*checked/);
  expect(page).toContain("\n  two\nlines</textarea>");
  expect(page).toContain("Please choose a number from 0 to 10.");
});

test("the style in the page is the one that the policy lets through, and no script stands in the page", () => {
  const page = renderSurvey(form);
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)![1]!;
  const hash = createHash("sha256").update(style).digest("base64");
  expect(pageHeaders["content-security-policy"]).toContain(`style-src 'sha256-${hash}'`);
  expect(page.replace('<script type="module" src="/s/page.js"></script>', "")).not.toMatch(/<script| on\w+=| style=/);
});

test("a respondent is told whether the answer is linked with them", () => {
  expect(renderSurvey(form)).toContain("anonymous");
  expect(renderSurvey({ ...form, who: { customer: "42" } })).toContain("linked with you");
});

test("an answer that was there already is admitted to, not thanked for twice", () => {
  expect(renderThanks(form, false)).toContain("has arrived at Acme &amp; Söhne");
  expect(renderThanks(form, true)).toContain("counted it once");
});

test.each([
  ["", "en"],
  ["de-AT,de;q=0.9,en;q=0.8", "de"],
  ["pl, tr;q=0.7, fr;q=0.8", "fr"],
  ["fr;q=0, es;q=0.1", "es"],
  ["zh-Hant-TW", "zh"],
  ["*;q=0.5", "en"],
  ["constructor", "en"],
])("for the wish %j the page speaks %s", (wish, locale) => {
  expect(surveyLocaleFor(wish)).toBe(locale);
});

describe.each(Object.keys(surveyTexts) as SurveyLocale[])("in %s", (locale) => {
  test("the page says its language, leaves no gap open and is small", () => {
    const page = renderSurvey({ ...form, locale });
    expect(page).toContain(`<html lang="${locale}">`);
    expect(page + renderThanks({ ...form, locale }, true) + renderGone(locale)).not.toMatch(/\{\w+\}/);
    expect(gzipSync(page).length).toBeLessThan(8 * 1024);
  });

  test("every text names the company where English does", () => {
    for (const [key, text] of Object.entries(surveyTexts.en))
      expect([...surveyTexts[locale][key as keyof typeof surveyTexts.en].matchAll(/\{\w+\}/g)].map(String)).toEqual(
        [...text.matchAll(/\{\w+\}/g)].map(String),
      );
  });
});
