import { Select, Tabs } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Protocol, useProtocols } from "../../data/sources.ts";
import { Answer } from "../../parts/answer.tsx";
import { Copy } from "../../parts/copy.tsx";
import css from "./sources.module.css";

/** Programs that send a first event, ready to be copied, by protocol. Without a key they hold a word where it belongs. */
export function Programs({ value }: { value?: string }) {
  const { t } = useTranslation();
  const found = useProtocols();
  const [chosen, choose] = useState("segment");
  return (
    <Answer of={found} shape={320}>
      {({ protocols, url }) => {
        const protocol = protocols.find(({ id }) => id === chosen) ?? protocols[0]!;
        const fill = (code: string) => code.replaceAll("{url}", url ?? location.origin).replaceAll("{key}", value ?? t("key.yours"));
        return (
          <div className={css.programs}>
            <Select
              label={t("key.protocol")}
              description={t("key.protocolWhy")}
              allowDeselect={false}
              value={protocol.id}
              data={protocols.map(({ id, title }) => ({ value: id, label: title }))}
              onChange={(id) => id && choose(id)}
            />
            <ProgramsOf key={protocol.id} protocol={protocol} fill={fill} />
          </div>
        );
      }}
    </Answer>
  );
}

type Props = { protocol: Protocol; fill: (code: string) => string };

function ProgramsOf({ protocol: { snippets }, fill }: Props) {
  const { t } = useTranslation();
  const [first] = snippets;
  if (!first) return null;
  return (
    <Tabs defaultValue={first.title} variant="pills" keepMounted={false}>
      <Tabs.List aria-label={t("key.way")} mb={10}>
        {snippets.map(({ title }) => (
          <Tabs.Tab key={title} value={title}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {snippets.map(({ title, code }) => (
        <Tabs.Panel key={title} value={title}>
          <div className={css.code}>
            <pre tabIndex={0}>{fill(code)}</pre>
            <Copy text={fill(code)} />
          </div>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
