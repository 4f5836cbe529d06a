import { createHash } from "node:crypto";

/** The survey page's whole look, sent with the page so that it shows at once. Neutral: no colour says which answers are good. */
export const style = `
:root{color-scheme:light dark;--ground:#fff;--ink:#1c2024;--quiet:#5b6470;--line:#7b8490;--accent:#1f4fbf;--on-accent:#fff;--wrong:#b3261e;
font:17px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei",sans-serif}
@media (prefers-color-scheme:dark){:root{--ground:#15181c;--ink:#eceef1;--quiet:#a7b0bb;--line:#7f8a97;--accent:#9db8ff;--on-accent:#10162a;--wrong:#ff9b92}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);overflow-wrap:anywhere}
main{max-width:640px;margin:0 auto;padding:24px 16px 48px}
@media (min-width:600px) and (min-height:640px){main{padding-top:12vh}}
.company{margin:0 0 24px;color:var(--quiet);font-weight:600}
h1{font-size:1.35rem;line-height:1.35;margin:0 0 20px;font-weight:650;text-wrap:balance}
h1:focus{outline:none}
fieldset{border:0;margin:0;padding:0;min-width:0}
legend{padding:0;display:block;width:100%}
.scale{display:grid;grid-template-columns:repeat(6,1fr);gap:4px}
@media (min-width:600px){.scale{grid-template-columns:repeat(11,1fr);gap:6px}}
.scale label{position:relative;display:block;cursor:pointer}
.scale input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.scale .point{display:flex;align-items:center;justify-content:center;min-height:48px;border:1px solid var(--line);border-radius:8px;font-variant-numeric:tabular-nums;transition:background-color .1s}
.scale input:hover+.point{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.scale input:checked+.point{background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:700}
.scale input:focus-visible+.point,button:focus-visible,textarea:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:24px;margin:8px 0 0;color:var(--quiet);font-size:.88rem}
.ends :last-child{text-align:end}
.field{margin:28px 0 0}
.field label{display:block;font-weight:600;margin:0 0 8px}
.field small{font-size:.88rem;color:var(--quiet);font-weight:400}
textarea{display:block;width:100%;min-height:112px;padding:12px;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:8px;resize:vertical}
button{margin:24px 0 0;min-height:48px;padding:10px 24px;font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:1px solid var(--accent);border-radius:8px;cursor:pointer}
button[aria-disabled=true]{opacity:.75;cursor:progress}
.note{margin:20px 0 0;color:var(--quiet);font-size:.88rem}
.problem{margin:16px 0 0;color:var(--wrong);font-weight:600}
.problem:empty{display:none}
@media (forced-colors:active){.scale input:checked+.point{outline:4px solid Highlight;outline-offset:-5px}}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
`;

const hash = createHash("sha256").update(style).digest("base64");

/** Headers of every page for respondents: nothing but our own script and this very style may run, and no address leaks to other sites. */
export const pageHeaders: Record<string, string> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${hash}'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
  "cache-control": "no-store",
  vary: "accept-language",
};
