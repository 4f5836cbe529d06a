import { Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type HookOptions, proofs } from "../../../../model/hook.ts";
import css from "./webhooks.module.css";

type Props = { value: HookOptions; onChange: (value: HookOptions) => void };

/** How deliveries of an unknown sender prove where they come from. */
export function ProofFields({ value, onChange }: Props) {
  const { t } = useTranslation();
  const set = (changes: Partial<HookOptions>) => onChange({ ...value, ...changes });
  return (
    <div className={css.fields}>
      <Select
        label={t("webhook.proof")}
        description={t(`webhook.proofWhy.${value.proof}`)}
        value={value.proof}
        allowDeselect={false}
        data={proofs.map((proof) => ({ value: proof, label: t(`webhook.proofs.${proof}`) }))}
        onChange={(proof) => proof && set({ proof, header: proof === "hmac" ? "x-signature" : "x-webhook-secret" })}
      />
      {(value.proof === "header" || value.proof === "hmac") && (
        <TextInput
          label={t("webhook.header")}
          description={t("webhook.headerWhy")}
          value={value.header}
          onChange={(event) => set({ header: event.currentTarget.value.trim().toLowerCase() })}
        />
      )}
      {value.proof === "hmac" && (
        <>
          <Select
            label={t("webhook.algorithm")}
            value={value.algorithm}
            allowDeselect={false}
            data={["sha256", "sha512", "sha1"] as const}
            onChange={(algorithm) => algorithm && set({ algorithm })}
          />
          <Select
            label={t("webhook.encoding")}
            value={value.encoding}
            allowDeselect={false}
            data={["hex", "base64"] as const}
            onChange={(encoding) => encoding && set({ encoding })}
          />
          <TextInput
            label={t("webhook.prefix")}
            description={t("webhook.prefixWhy")}
            value={value.prefix}
            onChange={(event) => set({ prefix: event.currentTarget.value })}
          />
        </>
      )}
      <TextInput
        label={t("webhook.idHeader")}
        description={t("webhook.idHeaderWhy")}
        value={value.idHeader}
        onChange={(event) => set({ idHeader: event.currentTarget.value.trim().toLowerCase() })}
      />
    </div>
  );
}
