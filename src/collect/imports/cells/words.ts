import { channels, stages, type Channel, type Stage } from "../../../model/channel.ts";
import type { ScoredQuestion } from "../../../model/fact.ts";

/** Words in a simple form for comparing: no accents, no case, no punctuation, camelCase taken apart. */
export function plainWords(text: string): string {
  return text
    .replace(/(\p{Ll}{2})(\p{Lu})/gu, "$1 $2")
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("ı", "i")
    .replaceAll("ß", "ss")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const channelWords: Record<Channel, string> = {
  web: "website,site,desktop,online,browser,webshop,webseite,internet,site web,sitio web,web sitesi",
  app: "mobile,mobile app,ios,android,in app,aplicacion,uygulama",
  store: "shop,retail,branch,in store,pos,filiale,laden,magasin,boutique,tienda,magaza,sube",
  phone: "call,call center,call centre,telephone,ivr,telefon,telefono,appel",
  email: "mail,e mail,newsletter,correo,e posta,eposta,courriel",
  chat: "live chat,livechat,messenger,whatsapp,chatbot,sohbet",
  sms: "text,text message,mms",
  social: "social media,facebook,instagram,twitter,x,tiktok,linkedin,youtube",
  review: "reviews,review site,google review,trustpilot,bewertung,avis",
  ad: "ads,advert,advertisement,advertising,paid,campaign,werbung,publicite,reklam",
  device: "iot,kiosk,terminal,smart device,cihaz,gerat",
  partner: "reseller,marketplace,dealer,affiliate,bayi,handler",
};
const stageWords: Record<Stage, string> = {
  awareness: "discover,discovery,attract,reach",
  consideration: "consider,evaluate,evaluation,research,interest,compare",
  purchase: "buy,order,checkout,conversion,convert,kauf,achat,compra,satin alma",
  service: "support,use,usage,delivery,onboarding,after sales,help,servicio,hizmet",
  loyalty: "retention,retain,advocacy,advocate,renew,renewal,sadakat",
};
const questionWords: Record<ScoredQuestion, string> = {
  recommend: "nps,net promoter score,likelihood to recommend,ltr,recommendation,weiterempfehlung,recommandation,recomendacion,tavsiye",
  satisfaction: "csat,customer satisfaction,satisfied,stars,star,rating,zufriedenheit,satisfaccion,memnuniyet",
  ease: "ces,effort,customer effort score,customer effort,easy,aufwand,esfuerzo,kolaylik",
};

const lookup = <T extends string>(own: readonly T[], words: Record<T, string>): ReadonlyMap<string, T> =>
  new Map(own.flatMap((word) => [word, ...words[word].split(",")].map((said) => [said, word] as const)));

const channelOf = lookup(channels, channelWords);
const stageOf = lookup(stages, stageWords);
const questionOf = lookup(Object.keys(questionWords) as ScoredQuestion[], questionWords);

/** A reader that remembers what it read: the cells of a column say the same few words again and again. */
function remembering<T>(read: (plain: string) => T): (cell: string) => T {
  const known = new Map<string, T>();
  return (cell) => {
    const found = known.get(cell);
    if (found !== undefined) return found;
    if (known.size > 1000) known.clear();
    const word = read(plainWords(cell));
    known.set(cell, word);
    return word;
  };
}

/** The channel that a cell names in usual words; `null` when it names none. */
export const readChannel = remembering((plain): Channel | null => channelOf.get(plain) ?? null);

/** The stage of a journey that a cell names; `null` when it names none. */
export const readStage = remembering((plain): Stage | null => stageOf.get(plain) ?? null);

/** The scored question that a text names, as a whole or by one of its words; `null` when it names none. */
export const readQuestion = remembering((plain): ScoredQuestion | null => {
  const words = [plain, ...plain.split(" ")].map((word) => questionOf.get(word));
  return words.find((question) => question !== undefined) ?? null;
});
