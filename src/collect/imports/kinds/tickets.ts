import { plainWords } from "../cells/words.ts";
import { stepOf } from "./course.ts";
import { customerFields, customerKeys, fieldOf, placeFields, profileFields, timeFields } from "./fields.ts";
import { channelOf, ratingIn, waitIn } from "./help-desk.ts";
import { knownOf, type Kind, type Told } from "./kind.ts";
import { personOf } from "./person.ts";

const ownFields = [
  fieldOf(
    "ticket",
    "Ticket id",
    "key",
    "ticket id,ticket number,ticket no,ticketid,ticket,case number,conversation id,issue key,issue id,id,ticketnummer,numero de ticket,talep no,issue number,case id,request id,zaak,zaaknummer,numer zgloszenia,zgloszenie,numero do chamado,chamado,numero ticket,arendenummer,sagsnummer,incident,incident number,incident id,service request,anfrage,anfragenummer,fallnummer,demande,numero de demande,ref,incidencia,numero de incidencia,caso,numero de caso,numero richiesta,richiesta,protocolo,numero do protocolo,melding,meldingnummer,arende,sag,tiketti,обращение,номер обращения,заявка,номер заявки,問い合わせ番号,受付番号,工单编号,工单号,conversation number,number",
  ),
  fieldOf(
    "subject",
    "Subject",
    "text",
    "subject,ticket subject,ticket name,topic,title,betreff,objet,asunto,konu,summary,case subject,issue summary,onderwerp,temat,assunto,oggetto,amne,emne,anliegen,thema,objet de la demande,sujet,titre,titulo,titolo,tytul,rubrik,otsikko,aihe,predmet,baslik,тема,件名,主题,标题,short description",
  ),
  fieldOf(
    "description",
    "Description",
    "prose",
    "description,ticket description,body,message,initial message,first message,beschreibung,nachricht,mensaje,mesaj,aciklama,details,descripcion,descricao,descrizione,omschrijving,opis,beskrivning,beskrivelse,kuvaus,popis,описание,内容,詳細,描述",
  ),
  fieldOf(
    "status",
    "Status",
    "text",
    "status,ticket status,state,statut,estado,durum,case status,issue status,stato,situacao,stan,etat,tila,stav,статус,ステータス,状態,状态",
  ),
  fieldOf(
    "priority",
    "Priority",
    "text",
    "priority,urgency,prioritat,priorite,prioridad,oncelik,dringlichkeit,prioridade,priorita,prioriteit,priorytet,prioritet,приоритет,優先度,优先级",
  ),
  fieldOf(
    "agent",
    "Assignee",
    "text",
    "assignee,assignee name,agent,agent name,assigned to,owner,ticket owner,teammate assigned,bearbeiter,agente,temsilci,case owner,behandelaar,przypisany,responsavel,assegnatario,assigned agent",
  ),
  fieldOf(
    "group",
    "Group",
    "text",
    "group,group name,team,team assigned,assigned team,department,queue,gruppe,equipe,equipo,takim,assignment group",
  ),
];

const courseFields = [
  fieldOf("updated", "Last updated", "instant", "updated at,updated,last updated,last update,last update time,modified,aktualisiert"),
  fieldOf(
    "solved",
    "Solved at",
    "instant",
    "solved at,resolved at,resolved time,solved,resolved,closed,close date,date closed,closed at,closed time,last closed at,date solved,gelost am,geschlossen am,time to resolution,resolution time,resolution date,resolved date,closed date,completed at,completed date,closed on,resolved on,erledigt am,abgeschlossen am,cloture le,clos le,ferme le,resolu le,date de cloture,date de resolution,fecha de cierre,fecha cierre,fecha de resolucion,cerrado el,resuelto el,fechado em,data de fechamento,data chiusura,chiuso il,gesloten op,opgelost op,data zamkniecia,stangd,lukket,suljettu,ratkaistu,uzavreno,vyreseno,kapanis tarihi,cozum tarihi,дата закрытия,закрыто,解決日時,完了日時,关闭时间,解决时间",
  ),
  fieldOf("reopened", "Reopened at", "instant", "reopened at,reopened time,last reopened at,wiedereroffnet am"),
  fieldOf(
    "replied",
    "First reply at",
    "instant",
    "first reply at,first response at,initial response time,first responded at,erste antwort am,first response time,first reply time,first response,first reply",
  ),
  fieldOf(
    "replyWait",
    "Wait for first reply",
    "text",
    "first reply time,time to first response,time to first reply,first reply time in minutes,first reply time minutes,first response time,first response time in hrs,first response time seconds,first reply time in hours",
  ),
  fieldOf(
    "rating",
    "Satisfaction rating",
    "text",
    "satisfaction score,satisfaction rating,satisfaction,csat,csat score,rating,survey results,conversation rating,bewertung,survey result,happiness rating",
  ),
  fieldOf(
    "ratingComment",
    "Rating comment",
    "prose",
    "satisfaction comment,rating comment,csat comment,conversation rating remark,survey comment,rating remark",
  ),
  fieldOf("tags", "Tags", "text", "tags,labels,schlagworter"),
];

const requester = [
  ["user", "Requester id", "requester external id,customer id,user id"],
  [
    "email",
    "Requester e-mail",
    "requester email,requester e mail,contact email,user email,customer email,associated contact,requester,from,sender,submitter,submitted by,opened by,raised by,anfragender,anfragesteller,melder,absender,demandeur,solicitante,remitente,richiedente,aanvrager,zglaszajacy,anmalare,talep eden,заявитель,依頼者,提交人,申请人",
  ],
  ["phone", "Requester phone", "requester phone,contact phone,work phone,mobile phone,user phone,customer phone"],
  [
    "name",
    "Requester name",
    "requester,requester name,caller,caller id,full name,contact name,user name,customer name,anfragender,anfragesteller,melder,demandeur,solicitante,richiedente,aanvrager,заявитель,依頼者,提交人",
  ],
] as const;

const withRequester = [...customerFields, ...profileFields].map((field) => {
  const [, label, words] = requester.find(([id]) => id === field.id) ?? [];
  // A help desk's own number of a contact is in no other file: as a user id it would keep one customer apart from themselves.
  const usual = field.words.replace(",contact id,", ",");
  return words === undefined ? field : { ...field, label: label!, words: `${words},${usual}` };
});

const isDone =
  /^(solved|closed|resolved|done|completed|gelost|geschlossen|erledigt|abgeschlossen|cerrado|resuelto|ferme|clos|cloture|resolu|termine|resuelta|cerrada|fechado|resolvido|concluido|chiuso|risolto|gesloten|opgelost|afgesloten|zamkniete|rozwiazane|stangd|lost|lukket|suljettu|ratkaistu|uzavreno|vyreseno|cozuldu|kapali|закрыт|закрыто|решено|解決|解決済み|完了|已关闭|已解决)$/;
const minute = 60_000;

/** One ticket of a help desk: when it came, was solved, came back; what the customer wrote, and how they rated the help. */
export const tickets: Kind = {
  id: "tickets",
  title: "Tickets",
  key: "ticket",
  fields: [
    ownFields[0]!,
    ...withRequester,
    ...timeFields(
      ",created time,create date,requested at,opened at,opened,open date,date opened,conversation started at,opened on,logged at,logged on,reported at,reported on,eroffnet am,geoffnet am,eingegangen am,gemeldet am,ouvert le,cree le,date d ouverture,fecha de apertura,fecha apertura,abierto el,data de abertura,aberto em,data apertura,aperto il,geopend op,aangemaakt op,data utworzenia,data zgloszenia,skapad,oppnad,oprettet,opprettet,luotu,vytvoreno,дата создания,создано,受付日時,作成日時,创建时间",
    ),
    ...ownFields.slice(1),
    ...courseFields,
    ...placeFields,
  ],
  needs: [["ticket"], [...customerKeys], ["time"]],
  telling: [["subject", "description"], ["status", "solved", "agent", "group"], ["ticket"]],
  channel: "email",
  tell: (row) => {
    const ticket = row.key("ticket");
    if (ticket === "") row.refuse("no_ticket", "The row has no ticket id. Fill it in: it keeps the ticket from being counted twice.");
    const created = row.instant();
    const who = row.customer();
    const [updated, solvedAt, reopened] = ["updated", "solved", "reopened"].map((field) => row.instantIn(field));
    const channel = row.channelOr(channelOf(row) ?? row.plan.channel);
    const solved = solvedAt ?? (isDone.test(plainWords(row.text("status"))) ? updated : null);
    const event = (name: string, timestamp: number, properties: Record<string, unknown>, step?: string): Told =>
      stepOf(
        ticket,
        {
          identities: who,
          timestamp,
          name,
          touchpoint: row.text("touchpoint") || row.plan.touchpoint || name,
          channel,
          stage: row.stage() || "service",
          properties: { ...properties, ...knownOf({ ticket_id: ticket, agent: row.text("agent"), group: row.text("group") }) },
        },
        step,
      );
    const saying = (at: number, touchpoint: string, score: number | null, comment: string, step: string): Told => ({
      draft: {
        fact: "feedback",
        identities: who,
        timestamp: at,
        question: score === null ? "" : "satisfaction",
        score,
        comment,
        language: "",
        touchpoint: row.text("touchpoint") || row.plan.touchpoint || touchpoint,
        channel,
        stage: row.stage() || "service",
        surveyId: "",
        properties: knownOf({
          ticket_id: ticket,
          ...(step === "rated" ? { rating: row.text("rating") } : { subject: row.text("subject") }),
          group: row.text("group"),
        }),
      },
      key: [ticket, step],
    });
    const replyMinutes = waitIn(row, created);
    const about = Object.fromEntries(["subject", "priority", "tags"].map((field) => [field, row.text(field)]));
    const told = [event("Ticket Created", created, { ...row.rest(), ...knownOf(about) })];
    if (reopened != null) told.push(event("Ticket Reopened", reopened, {}, "reopened"));
    if (solved != null) {
      const waits = { first_reply_minutes: replyMinutes, solved_minutes: Math.max(0, Math.round((solved - created) / minute)) };
      told.push(event("Ticket Solved", solved, knownOf({ ...waits, dated_by: solvedAt == null ? "last update" : null }), "solved"));
    }
    const description = row.text("description") || (row.plan.columns["description"] === undefined ? "" : row.text("subject"));
    if (description !== "") told.push(saying(created, "Ticket Created", null, description, "said"));
    const rated = ratingIn(row);
    const remark = row.text("ratingComment");
    if (rated !== null || remark !== "") told.push(saying(solved ?? updated ?? created, "Ticket Solved", rated, remark, "rated"));
    return [...told, ...personOf(row, created)];
  },
};
