import { TagsInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { readOrigin } from "../../../../model/origin.ts";

type Props = { value: string[]; onChange: (origins: string[]) => void };

/** The pages that may send through a key. What is no page's address stays, and is marked until it is mended. */
export function Origins({ value, onChange }: Props) {
  const { t } = useTranslation();
  const wrong = value.find((text) => readOrigin(text) === null);
  return (
    <TagsInput
      label={t("key.origins")}
      description={t("key.originsWhy")}
      placeholder={value.length === 0 ? t("key.originsExample") : ""}
      acceptValueOnBlur
      splitChars={[",", " "]}
      value={value}
      onChange={(texts) => onChange([...new Set(texts.map((text) => readOrigin(text) ?? text))])}
      error={wrong === undefined ? null : t("key.originWrong", { text: wrong })}
    />
  );
}

/** Whether each of them is a page's address. */
export const areOrigins = (texts: string[]): boolean => texts.every((text) => readOrigin(text) !== null);
