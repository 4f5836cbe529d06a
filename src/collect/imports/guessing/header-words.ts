// A number as headers call it, in full and in short.
const numbers: ReadonlySet<string> = new Set("n,no,nr,nro,num,nbr,number,nummer,numero,numer,numar,cislo,numarasi,номер".split(","));
// `N.º do cliente` comes as `n o do cliente`.
const between: ReadonlySet<string> = new Set("o,of,de,d,do,da,di,du,del,der,des,la,le,the".split(","));

// `Bestellnr`, `Ordernummer`, `Asiakasnro`.
const joined = /(?<=.{3})(?:nummer|numero|nro|nr)$/;

/**
 * A header in plain words, with a number called alike: `N° de commande`, `Order number` and `nr zamówienia` count something and say so in their
 * own ways. A header that says nothing else stays as it is.
 */
export function alike(header: string): string {
  const words = header.split(" ").map((word) => word.replace(joined, "nr"));
  if (words.length === 1) return words[0]!;
  const kept: string[] = [];
  let behindNumber = false;
  for (const word of words) {
    if (behindNumber && between.has(word)) continue;
    behindNumber = numbers.has(word);
    kept.push(behindNumber ? "no" : word);
  }
  return kept.join(" ");
}
