import i18next from "i18next";
import { initReactI18next } from "react-i18next";

/** Every language the console speaks. Each is one file that is only fetched when it is wanted. */
const languages: Record<string, () => Promise<{ default: Record<string, unknown> }>> = {
  en: () => import("./locales/en.json"),
};

/** Loads the words of the visitor's language, or English. Resolves once the console can speak. */
export async function loadWords(wanted: readonly string[] = navigator.languages): Promise<void> {
  const language = wanted.map((tag) => tag.split("-")[0] ?? "").find((tag) => tag in languages) ?? "en";
  const words = await languages[language]?.();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    keySeparator: ".",
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: words?.default ?? {} } },
  });
  document.documentElement.lang = language;
}
