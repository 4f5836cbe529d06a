/** What the cells of a field hold; the guess compares it with the values of a column. */
export type Holding =
  | "instant"
  | "clock"
  | "score"
  | "email"
  | "phone"
  | "money"
  | "currency"
  | "channel"
  | "stage"
  | "question"
  | "language"
  | "prose"
  | "number"
  | "person"
  | "key"
  | "text";

/** Something that a row can say. `words` are headers under which it is usually found, plain and comma separated; `isNamed` when values alone never make a column this field. */
export type Field = { id: string; label: string; holds: Holding; words: string; isNamed?: boolean };

/** A field; `words` are comma separated. */
export const fieldOf = (id: string, label: string, holds: Holding, words: string): Field => ({ id, label, holds, words });

/** Keys of a customer; at least one makes a row somebody's. */
export const customerFields: Field[] = [
  fieldOf(
    "user",
    "User id",
    "key",
    "user id,userid,user,customer id,customer,customer number,customer no,client id,client,member id,account id,contact id,kunde,kundennummer,kunden id,kunden nr,kundennr,benutzer id,client no,numero client,id client,cliente,id cliente,usuario,musteri,musteri no,musteri id,kullanici id,who,person,wer,qui,quien,kim,顧客id,顧客番号,会員id,会員番号,客户id,客户编号,用户id,会员号,distinct id,profile id,visitor user id,klant,klantnummer,klant id,klantnr,klient,klient id,numer klienta,nr klienta,id klienta,numero do cliente,codigo do cliente,codice cliente,numero cliente,id utente,utente,kund,kundnummer,kundnr,kund id,kundenummer,kunde id,asiakasnumero,asiakas,zakaznik,cislo zakaznika,vevo,reviewer id,consumer id,respondent,respondent no,participant,participant id,panelist,panelist id,subscriber id,subscriber number,shopper id,buyer id,guest id,patient id,passenger id,household id,member,member no,member number,customer code,customer ref,cust id,cust no,crm id,external id,contact no,account no,account number,login,username,user name,nutzer,nutzer id,teilnehmer,teilnehmer id,utilisateur,identifiant client,identifiant,kd nr,клиент,номер клиента,код клиента,id клиента,покупатель,cust,cust key,cust acct,customer key,customer account,customer uuid",
  ),
  fieldOf(
    "email",
    "E-mail",
    "email",
    "email,e mail,mail,email address,e mail address,customer email,contact email,e mail adresse,mailadresse,adresse e mail,courriel,correo,correo electronico,eposta,e posta,who,wer,qui,quien,kim,customer,client,kunde,cliente,musteri,メール,メールアドレス,邮箱,电子邮件,电子邮箱,邮件,respondent email,buyer email,requester email,reporter,reporter email,reviewer email,user email,e mailadres,mailadres,emailadres,adres e mail,adres email,endereco de email,endereco de e mail,indirizzo email,indirizzo e mail,posta elettronica,e post,epost,e postadress,epostadresse,sahkoposti,email do cliente,klant,klient,kund",
  ),
  fieldOf(
    "phone",
    "Phone",
    "phone",
    "phone,phone number,telephone,mobile,mobile number,cell,telefon,telefonnummer,handy,numero de telephone,telefono,movil,telefon no,cep telefonu,電話番号,电话,手机,手机号,caller,caller id,caller number,from number,telefoon,telefoonnummer,mobiel,telefone,celular,cellulare,numero di telefono,numer telefonu,mobilnummer,puhelin,puhelinnumero,gsm,portable,telephone portable,telefono movil,telefono cellulare,телефон,номер телефона",
  ),
  fieldOf(
    "loyalty",
    "Loyalty card",
    "key",
    "loyalty id,loyalty card,loyalty number,card number,membership number,kundenkarte,kartennummer,carte de fidelite,tarjeta de fidelidad,sadakat kart no,bonuskarte,bonuskort,klantenkaart,karta klienta,tessera,carta fedelta,cartao fidelidade,carte fidelite,numero de fidelite,numero carte fidelite,numero de carte de fidelite,kundenkartennummer,numero tarjeta",
  ),
  fieldOf(
    "anonymous",
    "Anonymous id",
    "key",
    "anonymous id,anonymousid,visitor id,visitor,device id,session user,cookie id,user pseudo id,pseudo id,visitorid,visitor uuid",
  ),
];

/** Fields that say whose a row is. */
export const customerKeys = customerFields.map(({ id }) => id);

/** When a customer was last described. The day of signing up is something else: a trait. */
export const changedField: Field = {
  ...fieldOf(
    "time",
    "Last changed",
    "instant",
    "updated at,last updated,updated,modified,modified at,last modified,changed at,aktualisiert am,geandert am,mis a jour,modifie le,actualizado,guncelleme tarihi",
  ),
  isNamed: true,
};

/** When it happened: a column, and often another one with the time of that day. `words` are further headers of the kind, each led by a comma. */
export const timeFields = (words = ""): Field[] => [
  fieldOf(
    "time",
    "Date and time",
    "instant",
    `timestamp,time,date,datetime,date time,created at,created,created on,occurred at,event time,submitted at,submitted,response date,survey date,sent at,at,datum,zeit,zeitpunkt,erstellt am,erstellt,date heure,date de creation,horodatage,fecha,fecha y hora,creado,tarih,zaman,olusturma tarihi,when,moment,wann,quand,cuando,ne zaman,review submit date and time,response submitted at,responded at,submission date,submit date,date submitted,日付,日時,回答日時,作成日時,日期,时间,提交时间,创建时间,event timestamp,date sent,date and time,data,data i czas,data utworzenia,data odpowiedzi,data e hora,carimbo de data hora,data e ora,data ora,data di creazione,datum tijd,datum en tijd,aangemaakt,aangemaakt op,tijdstip,datum tid,dato,dato og tid,oprettet,skapad,paiva,paivamaara,aika,datum cas,дата,дата и время${words}`,
  ),
  fieldOf(
    "clock",
    "Time of day",
    "clock",
    "time,time of day,clock,clock time,order time,purchase time,sale time,transaction time,start time,call time,event time,uhrzeit,zeit,heure,hora,ora,saat,godzina,czas,tijd,tijdstip,tid,klokkeslaet,klokkeslett,klockslag,cas,kello,kellonaika,время,時刻,时刻",
  ),
];

/** Where it happened. */
export const placeFields: Field[] = [
  fieldOf(
    "touchpoint",
    "Touchpoint",
    "text",
    "touchpoint,touch point,location,page,step,kontaktpunkt,point de contact,punto de contacto,temas noktasi,contactpunt,punkt styku,ponto de contato,punto di contatto",
  ),
  fieldOf(
    "channel",
    "Channel",
    "channel",
    "channel,source channel,medium,kanal,canal,platform,survey channel,contact channel,case origin,origin,canale,kanaal,submitted via,received via",
  ),
  fieldOf("stage", "Journey stage", "stage", "stage,journey stage,phase,etappe,etape,etapa,asama"),
];

/** The sender's own id of the row. */
export const idField = fieldOf(
  "id",
  "Row id",
  "key",
  "id,event id,message id,messageid,response id,responseid,feedback id,uuid,record id,ticket id,review id,antwort id,respuesta id,insert id,complaint id,tweet id,post id",
);

export const eventFields: Field[] = [
  fieldOf(
    "name",
    "Event",
    "text",
    "event,event name,event type,action,activity,interaction,type,ereignis,aktion,aktivitat,evenement,evento,accion,olay,etkinlik,concept name,what,what happened,was,was passierte,quoi,que,que paso,ne oldu,event key,gebeurtenis,zdarzenie,handelse,haendelse,tapahtuma,azione,attivita,acao,atividade,call type",
  ),
  fieldOf("revenue", "Revenue", "money", "revenue,amount,value,total,price,umsatz,betrag,montant,importe,tutar"),
  fieldOf(
    "currency",
    "Currency",
    "currency",
    "currency,currency code,wahrung,devise,moneda,para birimi,valuta,waluta,valuutta,mena,валюта,通貨,币种",
  ),
];

export const answerFields: Field[] = [
  fieldOf(
    "score",
    "Score",
    "score",
    "score,nps,nps score,rating,star rating,stars,csat,csat score,ces,ces score,answer,likelihood to recommend,recommend,satisfaction,effort,grade,points,bewertung,note,punkte,punktzahl,zufriedenheit,calificacion,puntuacion,valoracion,puan,skor,memnuniyet,評価,点数,スコア,满意度,評分,评分,得分,分数,mark,survey score,ocena,punkty,nota,avaliacao,pontuacao,voto,valutazione,punteggio,cijfer,beoordeling,waardering,betyg,poang,karakter,vurdering,bedommelse,hodnoceni,znamka,arvosana,pistemaara,ertekeles,оценка,балл,ltr,osat,overall rating,gesamtbewertung,notation,stelle,estrellas,etoiles,sterren,рейтинг,推奨度,おすすめ度,推薦度,満足度,総合評価,推荐分数,推荐度,满意度评分,打分",
  ),
  fieldOf(
    "question",
    "Question",
    "question",
    "question,metric,question type,survey type,frage,kennzahl,metrique,pregunta,metrica,soru,metrik,vraag,pytanie,pergunta,domanda,fraga,sporgsmal",
  ),
  fieldOf(
    "comment",
    "Comment",
    "prose",
    "comment,comments,feedback,text,reason,verbatim,review,review text,message,open text,description,body,remarks,kommentar,begrundung,anmerkung,commentaire,avis,comentario,opinion,yorum,aciklama,geri bildirim,コメント,感想,ご意見,口コミ,レビュー,评论,评价,意见,留言,反馈,follow up,follow up response,follow up answer,open feedback,free text,customer comment,customer comments,response text,answer text,freitext,rueckmeldung,ruckmeldung,bemerkung,opmerking,opmerkingen,toelichting,reactie,komentarz,uwagi,opinia,comentarios,observacao,commento,commenti,kommentarer,synpunkter,komentar,kommentti,palaute,megjegyzes,комментарий,отзыв,коментар,consumer complaint narrative,complaint,complaint text,narrative,post,tweet,suggestion,suggestions,raison de la note,remarque,remarques,observations,observaciones,osservazioni,motivazione,motivering,uzasadnienie,perustelu,begrundelse,zduvodneni,gerekce,reden,причина,理由,原因,建议",
  ),
  fieldOf(
    "language",
    "Language",
    "language",
    "language,lang,locale,reviewer language,sprache,langue,idioma,dil,jezyk,lingua,taal,sprak,sprog,kieli",
  ),
];

export const profileFields: Field[] = [
  fieldOf(
    "name",
    "Name",
    "person",
    "name,full name,fullname,customer name,customer,client,kunde,cliente,musteri,contact name,display name,kundenname,vollstandiger name,nom,nom complet,nombre,nombre completo,ad soyad,isim,musteri adi,氏名,お名前,姓名,客户姓名,buyer name,buyer,requester name,respondent name,naam,volledige naam,klantnaam,imie i nazwisko,nome completo,nome e cognome,nome cliente,nome do cliente,namn,navn,nimi",
  ),
  fieldOf(
    "firstName",
    "First name",
    "person",
    "first name,firstname,given name,givenname,forename,customer first name,vorname,prenom,primer nombre,ad,имя,voornaam,imie,nome,fornamn,fornavn,etunimi,jmeno",
  ),
  fieldOf(
    "lastName",
    "Last name",
    "person",
    "last name,lastname,surname,family name,familyname,customer last name,nachname,familienname,nom de famille,apellido,apellidos,soyad,фамилия,achternaam,nazwisko,sobrenome,apelido,cognome,efternamn,efternavn,sukunimi,prijmeni",
  ),
];
