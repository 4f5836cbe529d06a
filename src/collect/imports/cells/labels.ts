import type { ScoredQuestion } from "../../../model/fact.ts";
import { plainWords } from "./words.ts";

// Words of choices, lowest first; each line is one step of the scale, its languages side by side.
const satisfied = [
  "very dissatisfied,extremely dissatisfied,completely dissatisfied,very unsatisfied,very unhappy,extremely unhappy,very poor,terrible,awful,horrible,very bad,sehr unzufrieden,sehr schlecht,tres insatisfait,pas du tout satisfait,tres mauvais,muy insatisfecho,nada satisfecho,muy malo,molto insoddisfatto,pessimo,muito insatisfeito,zeer ontevreden,bardzo niezadowolony,hic memnun degilim,cok kotu,очень недоволен,совсем недоволен,много недоволен,mycket missnojd,meget utilfreds,svaert misfornojd,erittain tyytymaton,velmi nespokojen,非常不满意,很不满意,非常に不満,とても不満,大変不満,one",
  "dissatisfied,somewhat dissatisfied,unsatisfied,not satisfied,unhappy,not happy,poor,bad,not good,nicht zufrieden,nicht gut,pas satisfait,no satisfecho,eher unzufrieden,unzufrieden,schlecht,insatisfait,plutot insatisfait,mauvais,insatisfecho,poco satisfecho,malo,insoddisfatto,insatisfeito,ruim,ontevreden,niezadowolony,memnun degilim,kotu,недоволен,скорее недоволен,missnojd,utilfreds,misfornojd,tyytymaton,nespokojen,不满意,不满,不満,やや不満,two",
  "neutral,neither satisfied nor dissatisfied,neither,okay,just okay,ok,fair,average,teils teils,weder noch,weder zufrieden noch unzufrieden,mittelmassig,neutre,ni satisfait ni insatisfait,moyen,ni satisfecho ni insatisfecho,regular,neutrale,neutro,nem satisfeito nem insatisfeito,neutraal,neutralny,ani zadowolony ani niezadowolony,ne memnunum ne degilim,kararsizim,orta,нейтрально,нито доволен нито недоволен,varken nojd eller missnojd,hverken tilfreds eller utilfreds,neutralt,neutraali,一般,普通,どちらでもない,どちらともいえない,three",
  "satisfied,somewhat satisfied,happy,good,great,eher zufrieden,zufrieden,gut,satisfait,plutot satisfait,bien,bon,satisfecho,bueno,soddisfatto,buono,satisfeito,bom,tevreden,zadowolony,memnunum,iyi,доволен,скорее доволен,удовлетворен,nojd,tilfreds,fornojd,tyytyvainen,spokojen,满意,满足,満足,やや満足,four",
  "very satisfied,extremely satisfied,completely satisfied,very happy,extremely happy,very good,excellent,amazing,awesome,outstanding,fantastic,perfect,sehr zufrieden,sehr gut,ausgezeichnet,tres satisfait,tout a fait satisfait,tres bien,muy satisfecho,totalmente satisfecho,muy bueno,excelente,molto soddisfatto,ottimo,muito satisfeito,zeer tevreden,bardzo zadowolony,cok memnunum,cok iyi,mukemmel,очень доволен,много доволен,mycket nojd,meget tilfreds,svaert fornojd,erittain tyytyvainen,velmi spokojen,非常满意,很满意,非常に満足,とても満足,大変満足,five",
];
const agreed = [
  "strongly disagree,extremely difficult,very difficult,stimme uberhaupt nicht zu,sehr schwierig,sehr schwer,pas du tout d accord,tres difficile,muy en desacuerdo,totalmente en desacuerdo,muy dificil,kesinlikle katilmiyorum,cok zor",
  "disagree,moderately difficult,difficult,stimme nicht zu,schwierig,schwer,pas d accord,difficile,en desacuerdo,dificil,katilmiyorum,zor",
  "somewhat disagree,slightly difficult,somewhat difficult,stimme eher nicht zu,eher schwierig,eher schwer,plutot pas d accord,plutot difficile,algo en desacuerdo,kismen katilmiyorum,biraz zor",
  "neither agree nor disagree,neutral,neither easy nor difficult,weder noch,teils teils,neutre,ni d accord ni pas d accord,ni facile ni difficile,ni de acuerdo ni en desacuerdo,ni facil ni dificil,kararsizim,ne kolay ne zor",
  "somewhat agree,slightly easy,somewhat easy,stimme eher zu,eher einfach,eher leicht,plutot d accord,plutot facile,algo de acuerdo,kismen katiliyorum,biraz kolay",
  "agree,moderately easy,easy,stimme zu,einfach,leicht,d accord,facile,de acuerdo,facil,katiliyorum,kolay",
  "strongly agree,extremely easy,very easy,stimme voll und ganz zu,stimme voll zu,sehr einfach,sehr leicht,tout a fait d accord,tres facile,totalmente de acuerdo,muy de acuerdo,muy facil,kesinlikle katiliyorum,cok kolay",
];
const likely = { "not at all likely": 0, "extremely likely": 10 };

const steps = (lines: string[]): ReadonlyMap<string, number> =>
  new Map(lines.flatMap((line, step) => line.split(",").map((words) => [plainWords(words), step + 1] as const)));

const labels: Record<ScoredQuestion, ReadonlyMap<string, number>> = {
  recommend: new Map(Object.entries(likely)),
  satisfaction: steps(satisfied),
  ease: steps(agreed),
};

/** The step of a question's scale that a choice names in words; `null` when it names none. Endings such as -e and -o are forgiven. */
export function readLabel(cell: string, question: ScoredQuestion): number | null {
  const plain = plainWords(cell);
  return (
    labels[question].get(plain) ?? labels[question].get(plain.replace(/a$/, "o")) ?? labels[question].get(plain.replace(/e$/, "")) ?? null
  );
}

/** The step of the satisfaction scale behind a thumb: *good* is satisfied (4), *bad* is dissatisfied (2), not the ends of the scale; `null` for other words. */
export function readThumb(cell: string): 2 | 4 | null {
  const plain = plainWords(cell);
  if (/^(good|good with comment|positive|happy|satisfied|thumbs up|up|yes|👍)$/.test(plain) || cell.includes("👍")) return 4;
  return /^(bad|bad with comment|negative|unhappy|unsatisfied|dissatisfied|thumbs down|down|no)$/.test(plain) || cell.includes("👎")
    ? 2
    : null;
}

const silent = new Set(
  "n a,na,none,not applicable,not answered,no answer,unoffered,offered,not offered,don t know,do not know,prefer not to say,no opinion,null,unrated,keine angabe,weiss nicht,k a,sans avis,ne sait pas,no sabe,no aplica,bilmiyorum,fikrim yok".split(
    ",",
  ),
);

/** Whether a cell says that nothing was answered: `N/A`, `Don't know`, `-`. */
export const isSilence = (cell: string): boolean => silent.has(plainWords(cell)) || /^[-–—.?/]*$/.test(cell);
