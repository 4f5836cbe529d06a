import { Button, Kbd, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type CaseFile, type CaseOrder, useCaseOrder } from "../../data/cases.ts";
import { useDoor, useTeam } from "../../data/door.ts";
import { useKeys } from "../../frame/keys.tsx";
import { Broken } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import css from "./cases.module.css";
import { type Telling, TellDialog } from "./tell-dialog.tsx";

type Deed = { name: "take" | Telling; key: string };
const deeds: Record<string, Deed> = {
  take: { name: "take", key: "t" },
  contact: { name: "contact", key: "c" },
  resolve: { name: "resolve", key: "r" },
  note: { name: "note", key: "n" },
  close: { name: "close", key: "x" },
  reopen: { name: "reopen", key: "o" },
};

/** What can be done next, the likeliest first, each with its key. Everything can be undone for a while. */
export function CaseActs({ file }: { file: CaseFile }) {
  const { t } = useTranslation();
  const me = useDoor().data?.user?.id;
  const members = useTeam().data?.members ?? [];
  const order = useCaseOrder();
  const [telling, setTelling] = useState<Telling | null>(null);
  const now = possibleDeeds(file);

  const send = (words: CaseOrder, done?: () => void) =>
    order.mutate(words, {
      onSuccess: () => {
        done?.();
        if (words.act === "undo") return;
        const id = `case-${file.id}`;
        notifications.hide(id);
        notifications.show({
          id,
          message: (
            <span className={css.undo}>
              {t(`case.done.${words.act}`)}
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => {
                  notifications.hide(id);
                  order.mutate({ id: file.id, act: "undo" });
                }}
              >
                {t("undo")}
              </Button>
            </span>
          ),
        });
      },
    });
  const begin = ({ name }: Deed) => (name === "take" ? send({ id: file.id, act: "take" }) : setTelling(name));

  useKeys(now.map((deed) => ({ keys: deed.key, label: t(`case.act.${deed.name}`), run: () => begin(deed) })));

  return (
    <Panel title={t("case.next")} note={t(`case.nextNote.${file.state}`)}>
      <div className={css.acts}>
        {now.slice(0, 3).map((deed, index) => (
          <Button
            key={deed.name}
            variant={index === 0 ? "filled" : "default"}
            onClick={() => begin(deed)}
            loading={order.isPending && telling === null && index === 0}
            rightSection={<Kbd size="xs">{deed.key}</Kbd>}
          >
            {t(`case.act.${deed.name}`)}
          </Button>
        ))}
        <Menu position="bottom-end" width={230}>
          <Menu.Target>
            <Button variant="default" aria-label={t("case.more")} px={10}>
              <IconDots size={16} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {now.slice(3).map((deed) => (
              <Menu.Item key={deed.name} onClick={() => begin(deed)} rightSection={<Kbd size="xs">{deed.key}</Kbd>}>
                {t(`case.act.${deed.name}`)}
              </Menu.Item>
            ))}
            {isOpen(file) && (
              <>
                <Menu.Label>{t("case.act.assign")}</Menu.Label>
                {members
                  .filter(({ id }) => id !== file.owner?.id)
                  .map(({ id, name }) => (
                    <Menu.Item key={id} onClick={() => send({ id: file.id, act: "assign", words: { userId: id } })}>
                      {id === me ? t("case.me", { name }) : name}
                    </Menu.Item>
                  ))}
                {file.owner && (
                  <Menu.Item onClick={() => send({ id: file.id, act: "assign", words: { userId: null } })}>{t("case.giveBack")}</Menu.Item>
                )}
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
      {order.error && telling === null && <Broken problem={order.error} />}
      {telling && (
        <TellDialog
          what={telling}
          file={file}
          problem={order.error}
          sending={order.isPending}
          onClose={() => {
            order.reset();
            setTelling(null);
          }}
          onTell={(words, done) =>
            send(words, () => {
              done();
              setTelling(null);
            })
          }
        />
      )}
    </Panel>
  );
}

const isOpen = ({ state }: CaseFile) => state !== "resolved" && state !== "closed";

/** What may be done to a case as it stands, the likeliest first. */
export function possibleDeeds(file: Pick<CaseFile, "state" | "owner">): Deed[] {
  const names =
    file.state === "closed"
      ? ["reopen", "note"]
      : file.state === "resolved"
        ? ["close", "reopen", "note"]
        : [...(file.owner ? [] : ["take"]), ...(file.state === "new" ? ["contact", "resolve"] : ["resolve", "contact"]), "note", "close"];
  return names.flatMap((name) => deeds[name] ?? []);
}
