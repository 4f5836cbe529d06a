import type { Language } from "../company.ts";

const words = (text: string): readonly string[] => text.split(" ");

/** Frequent given and family names by language; people are composed from them at random. */
export const names: Record<
  Language,
  { given: readonly string[]; family: readonly string[]; join: (given: string, family: string) => string }
> = {
  en: {
    given: words(
      "Alice Ben Chloe Daniel Ella Finn Grace Harry Isla Jack Kate Liam Mia Noah Olivia Paul Rose Sam Tara Will Zoe Owen Nora Ian",
    ),
    family: words(
      "Adams Baker Carter Doyle Evans Foster Green Hughes Irwin Jones Kelly Lynch Mason Nolan Owens Parker Quinn Reed Shaw Turner Walsh Young",
    ),
    join: western,
  },
  de: {
    given: words(
      "Anna Ben Clara David Emma Felix Greta Hannes Ida Jonas Katja Lukas Marie Nils Paula Ralf Sabine Tim Ulrike Volker Wiebke Jan Lena Moritz",
    ),
    family: words(
      "Becker Braun Fischer Fuchs Hahn Hartmann Huber Keller Klein Koch Krause Lang Lehmann Maier Peters Richter Roth Schulz Sommer Vogel Weber Winter",
    ),
    join: western,
  },
  fr: {
    given: words(
      "Adèle Bruno Camille Denis Élise Florent Gaëlle Hugo Inès Julien Karine Louis Manon Nicolas Océane Pierre Romane Simon Théo Valérie Yves Zoé",
    ),
    family: words(
      "Arnaud Bernard Blanc Chevalier Dubois Durand Fontaine Garnier Girard Lambert Leroy Marchand Mercier Moreau Perrin Renard Robin Roux Simon Vidal",
    ),
    join: western,
  },
  es: {
    given: words(
      "Adrián Beatriz Carlos Diana Elena Fernando Gloria Hugo Irene Javier Laura Manuel Natalia Óscar Patricia Raúl Sofía Tomás Úrsula Víctor Lucía Pablo",
    ),
    family: words(
      "Alonso Blanco Castro Delgado Fuentes Gil Herrera Iglesias Lozano Marín Molina Navarro Ortega Prieto Ramos Rubio Santos Serrano Torres Vega",
    ),
    join: western,
  },
  tr: {
    given: words(
      "Ayşe Burak Ceren Deniz Elif Fatih Gül Hakan İpek Kemal Leyla Mert Nazlı Onur Pınar Rana Selin Tolga Umut Yasemin Zeynep Emre Derya Can",
    ),
    family: words("Acar Aksoy Arslan Aydın Bulut Çelik Demir Doğan Erdem Güneş Kaplan Kara Kaya Koç Kurt Öztürk Polat Şahin Tekin Yıldız"),
    join: western,
  },
  zh: {
    given: words("伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 晓雨 思远 佳怡 子涵"),
    family: words("王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗"),
    join: (given, family) => family + given,
  },
};

function western(given: string, family: string): string {
  return `${given} ${family}`;
}
