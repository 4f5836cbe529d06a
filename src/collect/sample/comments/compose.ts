import { products, type Language } from "../company.ts";
import type { Dice } from "../dice.ts";
import { phrases, topics, type Phrases, type Topic } from "./phrases.ts";

/** What a comment is about, how it sounds, and where its writer lives. */
export type Occasion = { language: Language; topic: Topic; tone: "good" | "bad" | "mixed"; city: string };

/** A comment as a customer might type it: one to three phrases, sometimes without capitals or a full stop. */
export function composeComment({ language, topic, tone, city }: Occasion, dice: Dice): string {
  const words = phrases[language];
  const say = (list: readonly string[]) => capitalise(fill(dice.pick(list), { words, city }, dice), language);
  const sentences = tone === "mixed" ? [mixed({ language, topic, tone, city }, dice)] : [say(words.about[topic][tone])];
  if (tone !== "mixed") {
    if (dice.chance(0.22)) sentences.unshift(say(words.lead[tone]));
    if (dice.chance(0.25)) sentences.push(say(words.about[dice.pick(alsoSaid[topic])][tone]));
    if (dice.chance(0.25)) sentences.push(say(words.close[tone]));
  }
  return type(sentences, { words, language }, dice);
}

/** What people mention in the same breath. */
const alsoSaid: Record<Topic, readonly Topic[]> = {
  delivery: ["packaging", "website"],
  price: ["quality", "delivery"],
  staff: ["wait", "price"],
  website: ["price", "delivery"],
  quality: ["price", "packaging"],
  wait: ["staff", "staff"],
  packaging: ["delivery", "quality"],
  returns: ["wait", "staff"],
};

function mixed({ language, topic, city }: Occasion, dice: Dice): string {
  const words = phrases[language];
  const other = dice.pick(topics.filter((one) => one !== topic && one !== "returns"));
  const [good, bad] = dice.chance(0.5) ? [topic, other] : [other, topic];
  const joined = dice
    .pick(words.but)
    .replace("{good}", dice.pick(words.about[good].good))
    .replace("{bad}", dice.pick(words.about[bad].bad));
  return capitalise(fill(joined, { words, city }, dice), language);
}

function fill(phrase: string, { words, city }: { words: Phrases; city: string }, dice: Dice): string {
  const slots: Record<string, () => string> = {
    city: () => words.cities[city] ?? city,
    days: () => String(dice.whole(3, 11)),
    minutes: () => String(dice.whole(3, 11) * 5),
    product: () => {
      const { type, name } = dice.pick(products);
      return words.product(type, name);
    },
  };
  return phrase
    .replace(/\[([^\]]*)\]/g, (_, wordings: string) => dice.pick(wordings.split("|")))
    .replace(/\{(\w+)\}/g, (slot, name: string) => slots[name]?.() ?? slot);
}

function capitalise(sentence: string, language: Language): string {
  return sentence.charAt(0).toLocaleUpperCase(language) + sentence.slice(1);
}

function type(sentences: readonly string[], { words, language }: { words: Phrases; language: Language }, dice: Dice): string {
  const { stop, space } = words;
  const ending = dice.chance(0.28) ? "" : dice.chance(0.12) ? (stop === "." ? "!" : "！") : stop;
  const text = sentences.map((sentence) => sentence.replace(/[.!?。！]$/, "")).join(stop + space) + ending;
  return dice.chance(0.1) ? text.toLocaleLowerCase(language) : text;
}
