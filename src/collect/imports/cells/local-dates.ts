import { plainWords } from "./words.ts";

// Two languages may give one name to different months, as Czech and Croatian do with `listopad`: one of them has to be left out.
const languages = "en,de,fr,es,ca,it,pt,ro,nl,sv,da,nb,fi,et,pl,cs,sk,sl,hu,tr,el,ru,uk,bg".split(",");
const english = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Names in plain words of what dates are made of, in full and in short, alone and beside a day: `helmikuu`, `helmikuuta`. */
function namesOf(part: "month" | "weekday", days: readonly Date[]): Map<string, number> {
  const names = new Map<string, number>();
  for (const language of languages)
    for (const length of ["long", "short"] as const)
      for (const beside of [{}, { day: "numeric" }] as const) {
        const format = new Intl.DateTimeFormat(language, { [part]: length, ...beside, timeZone: "UTC" });
        for (const [index, day] of days.entries()) {
          const said = format.formatToParts(day).find(({ type }) => type === part)?.value ?? "";
          // Hungary's Monday is `H`, and the hour of `10h30` another.
          if (/\p{L}{2}/u.test(said)) names.set(plainWords(said), index);
        }
      }
  return names;
}

const firstOfMonths = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 1)));
const oneWeek = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)));

let read: { months: Map<string, number>; weekdays: Map<string, number> } | null = null;

/** Months, the first being 0, and days of the week. Gathered when they are needed first: it takes a sixth of a second, and many a process never does. */
const names = () =>
  (read ??= {
    months: new Map([...namesOf("month", firstOfMonths), ["mrz", 2], ["maerz", 2], ["sept", 8]]),
    weekdays: namesOf("weekday", oneWeek),
  });

// What stands between the parts of a date and says nothing: `1er février à 10:30`, `el 1 de febrero`, `1 февраля 2026 г.`, `10:30 Uhr`.
const fillers = new Set(
  "de,del,d,di,do,er,o,a,as,um,uhr,kl,klo,klokken,alle,ore,las,le,el,il,den,der,om,godz,saat,в,г,года,год,р".split(","),
);

const halves: Record<string, string> = { 上午: "am", 午前: "am", 오전: "am", 下午: "pm", 午後: "pm", 오후: "pm" };

/** Zones as mails and shops name them, where the letters mean one zone only: `IST` is India's, Israel's and Ireland's. */
const zones = new Map(
  "EST-05 EDT-04 CST-06 CDT-05 MST-07 MDT-06 PST-08 PDT-07 AKST-09 HST-10 WET+00 WEST+01 BST+01 CET+01 CEST+02 MEZ+01 MESZ+02 EET+02 EEST+03 MSK+03 TRT+03 SGT+08 HKT+08 AWST+08 JST+09 KST+09 AEST+10 AEDT+11 NZST+12 NZDT+13"
    .split(" ")
    .map((zone) => [zone.slice(0, -3), zone.slice(-3)] as const),
);

/** A date with the signs between its parts as another program would put them. */
const withUsualSigns = (cell: string): string =>
  cell
    .replace(/\[[^\]]*\]$/, "")
    .replace(/(?<=[\d\s])[A-Z]{3,4}(?=$| \d{4}$)/, (name) => zones.get(name) ?? name)
    .replace(/^(\d{4})(\d{2})(\d{2})[ T](?=\d{1,2}:)/, "$1-$2-$3 ")
    .replace(/^([a-z]{3,9})-(\d{1,2})-(\d{4})/i, "$1 $2 $3")
    .replace(/(?<![:.\d])(\d{1,2})\s*([ap])\.?m\b/i, "$1:00 $2m");

/** A date of East Asia with signs in place of dashes and colons, and the half of the day in front of the time. */
const eastern = (cell: string): string =>
  cell
    .replace(/\([^()\d]*\)/g, " ")
    .replace(/^(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\.?(?=\s|$)/, "$1-$2-$3")
    .replace(/(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/, "$1-$2-$3 ")
    .replace(/(\d{1,2})\s*[時时点시]\s*(\d{1,2})\s*[分분]?(?:\s*(\d{1,2})\s*[秒초])?/, (_, hour, minute, second) =>
      [hour, minute, second]
        .filter((part) => part !== undefined)
        .map((part: string) => part.padStart(2, "0"))
        .join(":"),
    )
    .replace(/(上午|午前|오전|下午|午後|오후)\s*([\d:]+)/, (_, half: string, time: string) => `${time} ${halves[half]}`);

/** `Wed Oct 10 20:19:24 +0000 2018`, as C and tweets write it: the year stands at the end. */
const withYearAtEnd = /^([a-z]{3}) (\d{1,2}) (\d{1,2}:\d{2}:\d{2})(?: ([+-]\d{2,4}|utc|gmt))? (\d{4})$/i;

/**
 * A date that is written in words of some language, or in the way of a country, as it would be written in English; `null` where nothing would
 * change. What is no date comes out as no date.
 */
export function inEnglish(cell: string): string | null {
  // A day and a year, at least.
  if (cell.length > 90 || !/\d\D+\d/.test(cell)) return null;
  const told = withEnglishWords(eastern(withUsualSigns(cell.normalize("NFKC").trim())))
    .replace(/(^|\s)(\d{1,2})\.(?=\s)/, "$1$2")
    .replace(/[\s,]+$|^[\s,]+/g, "")
    .replace(/\s*,\s*(?=,|$)/g, "")
    .replace(/\s+/g, " ")
    .replace(
      withYearAtEnd,
      (_, month: string, day: string, time: string, zone: string | undefined, year: string) =>
        `${day} ${month} ${year} ${time}${zone ? ` ${zone}` : ""}`,
    );
  return told === cell ? null : told;
}

function withEnglishWords(cell: string): string {
  const { months, weekdays } = names();
  const word = /[\p{L}\p{M}’']+\.?/gu;
  let named = [...cell.matchAll(word)].filter(([said]) => months.has(plainWords(said))).length;
  return cell.replace(word, (said, at: number) => {
    const plain = plainWords(said);
    const month = months.get(plain);
    // `Mar. 3 févr.` is a Tuesday in February. Behind a time of day stands a zone: Peru's is called as Croatia's Friday.
    const isDay = weekdays.has(plain) && !/:\d{2}\s*$/.test(cell.slice(0, at)) && (month === undefined || named-- > 1);
    if (isDay || fillers.has(plain)) return " ";
    return month === undefined ? said : english[month]!;
  });
}
