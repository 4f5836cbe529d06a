/** Longest reason that a respondent may write, in characters. */
export const reasonLimit = 5000;

/** What a survey page says around the customer's own words. `{company}` and `{limit}` are filled in. */
export type SurveyTexts = {
  /** The recommendation question, worded as it is established in the language. */
  recommend: string;
  lowest: string;
  highest: string;
  reason: string;
  optional: string;
  send: string;
  sending: string;
  identified: string;
  anonymous: string;
  chooseScore: string;
  tooLong: string;
  notSent: string;
  thanks: string;
  thanksMore: string;
  known: string;
  gone: string;
  goneMore: string;
};

/** Languages in which the survey page speaks. The wording is part of the instrument: a change of it marks a break in the trend. */
export const surveyTexts = {
  en: {
    recommend: "How likely is it that you would recommend {company} to a friend or colleague?",
    lowest: "Not at all likely",
    highest: "Extremely likely",
    reason: "What is the main reason for your score?",
    optional: "optional",
    send: "Send answer",
    sending: "Sending…",
    identified: "Your answer is linked with you, so that {company} can get back to you.",
    anonymous: "Your answer is anonymous. Please leave out anything that says who you are.",
    chooseScore: "Please choose a number from 0 to 10.",
    tooLong: "Please shorten your reason to {limit} characters.",
    notSent: "Your answer could not be sent. It is still here: please try again.",
    thanks: "Thank you.",
    thanksMore: "Your answer has arrived at {company}.",
    known: "We have your answer from this page already and counted it once.",
    gone: "This survey is not here.",
    goneMore: "It may have ended, or the link is incomplete. Please open the whole link from your message.",
  },
  de: {
    recommend: "Wie wahrscheinlich ist es, dass Sie {company} Freunden oder Kollegen weiterempfehlen würden?",
    lowest: "Überhaupt nicht wahrscheinlich",
    highest: "Äußerst wahrscheinlich",
    reason: "Was ist der wichtigste Grund für Ihre Bewertung?",
    optional: "freiwillig",
    send: "Antwort senden",
    sending: "Wird gesendet …",
    identified: "Ihre Antwort ist mit Ihnen verknüpft, damit {company} sich bei Ihnen melden kann.",
    anonymous: "Ihre Antwort ist anonym. Bitte schreiben Sie nichts, was verrät, wer Sie sind.",
    chooseScore: "Bitte wählen Sie eine Zahl von 0 bis 10.",
    tooLong: "Bitte kürzen Sie Ihre Begründung auf {limit} Zeichen.",
    notSent: "Ihre Antwort konnte nicht gesendet werden. Sie steht noch hier: Bitte versuchen Sie es erneut.",
    thanks: "Vielen Dank.",
    thanksMore: "Ihre Antwort ist bei {company} angekommen.",
    known: "Ihre Antwort von dieser Seite liegt uns bereits vor und zählt einmal.",
    gone: "Diese Umfrage gibt es hier nicht.",
    goneMore: "Sie ist beendet, oder der Link ist unvollständig. Bitte öffnen Sie den ganzen Link aus Ihrer Nachricht.",
  },
  fr: {
    recommend: "Quelle est la probabilité que vous recommandiez {company} à un ami ou à un collègue ?",
    lowest: "Pas du tout probable",
    highest: "Extrêmement probable",
    reason: "Quelle est la raison principale de votre note ?",
    optional: "facultatif",
    send: "Envoyer la réponse",
    sending: "Envoi en cours…",
    identified: "Votre réponse est associée à vous, afin que {company} puisse vous répondre.",
    anonymous: "Votre réponse est anonyme. Merci de ne rien écrire qui permette de vous reconnaître.",
    chooseScore: "Veuillez choisir un nombre de 0 à 10.",
    tooLong: "Veuillez limiter votre texte à {limit} caractères.",
    notSent: "Votre réponse n'a pas pu être envoyée. Elle est toujours ici : veuillez réessayer.",
    thanks: "Merci.",
    thanksMore: "Votre réponse est bien arrivée chez {company}.",
    known: "Nous avons déjà votre réponse de cette page ; elle compte une fois.",
    gone: "Cette enquête n'est pas ici.",
    goneMore: "Elle est peut-être terminée, ou le lien est incomplet. Veuillez ouvrir le lien entier de votre message.",
  },
  es: {
    recommend: "¿Qué probabilidad hay de que recomiende {company} a un amigo o colega?",
    lowest: "Nada probable",
    highest: "Sumamente probable",
    reason: "¿Cuál es el motivo principal de su puntuación?",
    optional: "opcional",
    send: "Enviar respuesta",
    sending: "Enviando…",
    identified: "Su respuesta está vinculada a usted, para que {company} pueda contestarle.",
    anonymous: "Su respuesta es anónima. Por favor, no escriba nada que revele quién es.",
    chooseScore: "Elija un número del 0 al 10.",
    tooLong: "Acorte su texto a {limit} caracteres.",
    notSent: "No se pudo enviar su respuesta. Sigue aquí: inténtelo de nuevo.",
    thanks: "Gracias.",
    thanksMore: "Su respuesta ha llegado a {company}.",
    known: "Ya tenemos su respuesta de esta página y cuenta una vez.",
    gone: "Esta encuesta no está aquí.",
    goneMore: "Puede que haya terminado o que el enlace esté incompleto. Abra el enlace entero de su mensaje.",
  },
  tr: {
    recommend: "{company} firmasını bir arkadaşınıza veya meslektaşınıza tavsiye etme olasılığınız nedir?",
    lowest: "Hiç olası değil",
    highest: "Son derece olası",
    reason: "Puanınızın başlıca nedeni nedir?",
    optional: "isteğe bağlı",
    send: "Yanıtı gönder",
    sending: "Gönderiliyor…",
    identified: "Yanıtınız sizinle ilişkilendirilir; böylece {company} size dönüş yapabilir.",
    anonymous: "Yanıtınız anonimdir. Lütfen kim olduğunuzu belli eden bir şey yazmayın.",
    chooseScore: "Lütfen 0 ile 10 arasında bir sayı seçin.",
    tooLong: "Lütfen metninizi {limit} karaktere kısaltın.",
    notSent: "Yanıtınız gönderilemedi. Hâlâ burada duruyor: lütfen yeniden deneyin.",
    thanks: "Teşekkür ederiz.",
    thanksMore: "Yanıtınız {company} firmasına ulaştı.",
    known: "Bu sayfadaki yanıtınız zaten elimizde ve bir kez sayıldı.",
    gone: "Bu anket burada değil.",
    goneMore: "Sona ermiş ya da bağlantı eksik olabilir. Lütfen iletinizdeki bağlantının tamamını açın.",
  },
  zh: {
    recommend: "您有多大可能向朋友或同事推荐{company}？",
    lowest: "完全不可能",
    highest: "非常可能",
    reason: "您打这个分数的主要原因是什么？",
    optional: "选填",
    send: "提交",
    sending: "正在提交……",
    identified: "您的回答会与您的身份关联，以便{company}与您联系。",
    anonymous: "您的回答是匿名的。请不要填写能表明您身份的内容。",
    chooseScore: "请选择 0 到 10 之间的一个数字。",
    tooLong: "请将内容缩短到 {limit} 个字符以内。",
    notSent: "提交失败。您的回答仍保留在此页，请重试。",
    thanks: "谢谢您！",
    thanksMore: "{company}已收到您的回答。",
    known: "我们已收到您在此页的回答，只计一次。",
    gone: "此处没有该问卷。",
    goneMore: "问卷可能已结束，或链接不完整。请打开消息中的完整链接。",
  },
} satisfies Record<string, SurveyTexts>;

export type SurveyLocale = keyof typeof surveyTexts;

/**
 * The language for a respondent: the best one that we speak, English when there is none.
 *
 * @param wish  an `Accept-Language` header, or one language such as `de-AT`
 */
export function surveyLocaleFor(wish: string): SurveyLocale {
  const wishes = wish.split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const weight = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find((value) => value !== undefined);
    return { language: tag.split("-")[0] ?? "", weight: weight === undefined ? 1 : Number(weight) };
  });
  const spoken = wishes.filter(({ language, weight }) => Object.hasOwn(surveyTexts, language) && weight > 0);
  const best = spoken.sort((a, b) => b.weight - a.weight)[0];
  return (best?.language ?? "en") as SurveyLocale;
}
