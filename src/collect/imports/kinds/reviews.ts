import { readLabel } from "../cells/labels.ts";
import { customerFields, fieldOf, placeFields, timeFields } from "./fields.ts";
import { knownOf, type Kind } from "./kind.ts";

const ownFields = [
  fieldOf(
    "score",
    "Stars",
    "score",
    "star rating,review stars,stars,rating,review rating,score,bewertung,sterne,note,calificacion,puan,overall,overall rating,review score,rating score,estrellas,etoiles,stelle,sterren,gwiazdki",
  ),
  fieldOf("title", "Title", "text", "review title,title,headline,summary,titel,titre,titulo,baslik,review comment title"),
  fieldOf(
    "comment",
    "Text",
    "prose",
    "review text,review content,review body,review,text,content,body,comment,rezension,avis,resena,yorum,review comment message,review comment",
  ),
  fieldOf("review", "Review id", "key", "review id,reviewid,id,review link,review url"),
  fieldOf("changed", "Last changed", "instant", "review last update date and time,updated at,last updated,updated,edited at,update time"),
  fieldOf(
    "product",
    "App, product or shop",
    "text",
    "package name,app name,app,product,product name,product id,domain url,business name,shop,asin,product asin,business id,clothing id",
  ),
  fieldOf("location", "Location", "text", "location name,location,store,store code,branch,filiale,standort"),
  fieldOf("version", "Version", "text", "app version name,app version,version,app version code"),
  fieldOf(
    "author",
    "Reviewer",
    "text",
    "review username,reviewer,consumer name,consumer,reviewer name,author,user name,username,nickname,reviewer nickname,display name,author name,reviewed by,consumer username",
  ),
  fieldOf(
    "reply",
    "Our reply",
    "prose",
    "developer reply text,company reply,reply,review reply,owner response,response,company response,antwort",
  ),
  fieldOf("language", "Language", "language", "reviewer language,review language,language,lang,locale,sprache,langue,idioma,dil"),
];

/** One review on somebody else's page. The name under it is nobody's key; an e-mail address or an own customer number is. */
export const reviews: Kind = {
  id: "reviews",
  title: "Reviews",
  fields: [
    ownFields[0]!,
    ...timeFields(",review created utc,review created,review date,reviewed at,created date,create time,date of review"),
    ...ownFields.slice(1),
    ...customerFields,
    ...placeFields,
  ],
  needs: [["score"], ["time", "changed"]],
  telling: [["score"], ["title", "comment"], ["product", "author", "reply", "version", "review"]],
  channel: "review",
  tell: (row) => {
    const starred = readLabel(row.text("score"), "satisfaction");
    const score = starred ?? row.score("satisfaction");
    const comment = [row.text("title"), row.text("comment")].filter((text) => text !== "").join("\n\n");
    if (score === null && comment === "") row.refuse("no_answer", "The row has neither stars nor a text. Fill in one of them.");
    const changed = row.instantIn("changed");
    const submitted = row.instantIn("time") ?? changed ?? row.instant();
    // Store consoles hand out a link in place of an id.
    const review = /[?&]reviewId=([^&]+)/.exec(row.key("review"))?.[1] ?? row.key("review");
    const draft = {
      fact: "feedback" as const,
      identities: row.identities(),
      timestamp: changed ?? submitted,
      question: score === null ? ("" as const) : ("satisfaction" as const),
      score,
      comment,
      language: row.text("language").replaceAll("_", "-"),
      touchpoint: row.text("touchpoint") || row.plan.touchpoint || "Review",
      channel: row.channelOr(row.plan.channel),
      stage: row.stage() || ("loyalty" as const),
      surveyId: "",
      properties: {
        ...row.rest(),
        ...knownOf({
          review_id: review,
          ...Object.fromEntries(["product", "location", "version", "author", "reply"].map((field) => [field, row.text(field)])),
          first_written: changed !== null && changed !== submitted ? new Date(submitted).toISOString() : null,
        }),
      },
    };
    // A review that was changed is a second thing said; a reply to it is not.
    return [{ draft, key: review === "" ? null : [review, String(score), comment] }];
  },
};
