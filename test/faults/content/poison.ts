const deep = (levels: number, inner = "1"): string => `${'{"a":'.repeat(levels)}${inner}${"}".repeat(levels)}`;
const keys = (n: number): string => `{${Array.from({ length: n }, (_, i) => `"k${i}":${i}`).join(",")}}`;
const text = (letters: string): string => JSON.stringify(letters);

/** Values as JSON text, each with something that has broken a program before. */
export const poisons: string[] = [
  // kinds that a field does not expect
  "null",
  "true",
  "false",
  "0",
  "-1",
  '""',
  '" "',
  "[]",
  "{}",
  "[[]]",
  "[null]",
  '{"a":null}',
  '["a",1,{}]',
  // numbers
  "1e400",
  "-1e400",
  "1e-400",
  "-0",
  "0.1",
  "1e21",
  "9007199254740993",
  "-9007199254740993",
  "123456789012345678901234567890",
  "1.7976931348623157e308",
  "2147483648",
  "4294967296",
  "253402300800000",
  "-62135596800000",
  "8640000000000001",
  // letters
  text("\u0000"),
  text("a\u0000b"),
  '"\\ud800"',
  '"\\udfff\\ud800"',
  text("\u202e\u200b\ufeff"),
  text("\u001b[31m\u0007\b"),
  text("a\tb\nc\\d'e\"f`g"),
  text("🙂".repeat(64)),
  text("e\u0301".repeat(50)),
  text("ﬃ ﷺ ℻"),
  text("İıſK"),
  text("\\N"),
  text("\r\n"),
  text("'; DROP TABLE interactions; --"),
  text("{workspace:String}"),
  text("<script>alert(1)</script>"),
  text("=cmd|' /C calc'!A0"),
  text("%s%n%x"),
  text("../../etc/passwd"),
  text("${jndi:ldap://x}"),
  // words that mean nobody, or something to a program
  '"null"',
  '"undefined"',
  '"NaN"',
  '"Infinity"',
  '"true"',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '"hasOwnProperty"',
  '"prototype"',
  '"[object Object]"',
  '"guest"',
  '"anonymous"',
  // too much
  text("x".repeat(257)),
  text("x".repeat(20_000)),
  text("é".repeat(200)),
  deep(65),
  deep(150),
  deep(250),
  `[${"[".repeat(300)}${"]".repeat(300)}]`,
  keys(501),
  keys(3000),
  `[${Array(1500).fill("1").join(",")}]`,
  // keys of an object
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"a":1,"a":2}',
  '{"":1}',
  '{"\\u0000":1}',
  '{"\\ud800":1}',
  `{${text("k".repeat(300))}:1}`,
  '{"toString":1,"valueOf":2,"length":-1,"then":1}',
  '{"a.b":1,"a[0]":2,"$where":3}',
  // dates
  '"2026-13-45T99:99:99Z"',
  '"0000-00-00"',
  '"+275760-09-13"',
  '"2016-12-31T23:59:60Z"',
  '"1/2/3"',
  '"9999-12-31T23:59:59.999999999Z"',
  '"-000001-01-01T00:00:00Z"',
  "1e18",
];

/** Calls with a hole: each field of the protocol in turn takes every poison. `id` is the message id of the call. */
export const places: ((poison: string, id: string) => string)[] = [
  ...[
    '"event"',
    '"userId"',
    '"anonymousId"',
    '"messageId"',
    '"timestamp"',
    '"originalTimestamp"',
    '"sentAt"',
    '"type"',
    '"context"',
    '"properties"',
    '"integrations"',
    '"unknownField"',
  ].map(
    (field) => (poison: string, id: string) =>
      `{${Object.entries({ '"type"': '"track"', '"userId"': '"u1"', '"event"': '"Poisoned"', '"messageId"': text(id), [field]: poison })
        .map(([name, value]) => `${name}:${value}`)
        .join(",")}}`,
  ),
  ...["revenue", "total", "currency", "channel", "rating", "review_body", "touchpoint"].map(
    (name) => (poison: string, id: string) =>
      `{"type":"track","userId":"u2","event":"Order Completed","messageId":${text(id)},"properties":{"total":5,"${name}":${poison}}}`,
  ),
  ...["question", "score", "comment", "language", "survey_id"].map(
    (name) => (poison: string, id: string) =>
      `{"type":"track","userId":"u3","event":"Survey Answered","messageId":${text(id)},"properties":{"question":"nps","score":9,"comment":"fine","${name}":${poison}}}`,
  ),
  ...["email", "phone", "name", "plan"].map(
    (name) => (poison: string, id: string) => `{"type":"identify","userId":"u4","messageId":${text(id)},"traits":{"${name}":${poison}}}`,
  ),
  (poison, id) => `{"type":"identify","userId":"u5","anonymousId":"a5","messageId":${text(id)},"traits":${poison}}`,
  (poison, id) => `{"type":"group","userId":"u6","groupId":${poison},"messageId":${text(id)},"traits":{"size":3}}`,
  (poison, id) => `{"type":"alias","userId":"u7","previousId":${poison},"messageId":${text(id)}}`,
  (poison, id) => `{"type":"page","anonymousId":"a8","name":${poison},"messageId":${text(id)},"properties":{"path":${poison}}}`,
  (poison, id) =>
    `{"type":"track","userId":"u9","event":"Nested","messageId":${text(id)},"properties":{"list":[${poison}],"in":{"deeper":${poison}}},"context":{"traits":{"email":${poison}},"library":{"name":${poison}}}}`,
  (poison) => poison,
];

/** Every poison in every place: more than two thousand calls. */
export const corpus: { id: string; json: string }[] = places.flatMap((place, p) =>
  poisons.map((poison, v) => ({ id: `poison-${p}-${v}`, json: place(poison, `poison-${p}-${v}`) })),
);
