import type { Shape } from "../shape.ts";

/** LimeSurvey's export of responses, headed by codes, by full questions, or by both. */
export const limesurvey: Shape = {
  id: "limesurvey",
  title: "LimeSurvey",
  kind: "responses",
  tells: [
    "id|response id|antwort id|id de la reponse|id de respuesta",
    "submitdate|date submitted|datum abgeschickt|date de soumission|fecha de envio",
    "lastpage|last page|letzte seite|derniere page|ultima pagina",
    "startlanguage|start language|start sprache|langue de depart|idioma inicial",
  ],
  columns: {
    response: "id,response id,antwort id,id de la reponse,id de respuesta",
    time: "submitdate,date submitted,datum abgeschickt,date de soumission,fecha de envio",
    started: "startdate,date started,datum gestartet,date de lancement,fecha de inicio",
    language: "startlanguage,start language,start sprache,langue de depart,idioma inicial",
    email: "email,email address",
    user: "attribute customer id,customer id",
  },
  drops:
    /^(lastpage|last page|letzte seite|derniere page|ultima pagina|seed|zufallsstartwert|ipaddr|ip address|ip adresse|adresse ip|refurl|referrer url|datestamp|date last action|datum letzte aktivitat|interviewtime|total time|gesamtzeit)$|(time|zeit)( \w+)?$/,
};
