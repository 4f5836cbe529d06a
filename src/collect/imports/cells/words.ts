import { channels, stages, type Channel, type Stage } from "../../../model/channel.ts";
import type { ScoredQuestion } from "../../../model/fact.ts";

/** Words in a simple form for comparing: no accents, no case, no punctuation, camelCase taken apart. */
export function plainWords(text: string): string {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .replaceAll("ı", "i")
    .replaceAll("ß", "ss")
    .normalize("NFKD")
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

/** The channel that a cell names in usual words; `null` when it names none. */
export const readChannel = (cell: string): Channel | null => channelOf.get(plainWords(cell)) ?? null;

/** The stage of a journey that a cell names; `null` when it names none. */
export const readStage = (cell: string): Stage | null => stageOf.get(plainWords(cell)) ?? null;

/** The scored question that a text names, as a whole or by one of its words; `null` when it names none. */
export function readQuestion(text: string): ScoredQuestion | null {
  const plain = plainWords(text);
  return (
    questionOf.get(plain) ??
    plain
      .split(" ")
      .map((word) => questionOf.get(word))
      .find((question) => question !== undefined) ??
    null
  );
}
