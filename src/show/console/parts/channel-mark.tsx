import {
  IconBrandWechat,
  IconBuildingStore,
  IconDeviceMobile,
  IconDevices,
  IconMail,
  IconMessageCircle,
  IconMessages,
  IconPhone,
  IconSpeakerphone,
  IconStar,
  IconTruckDelivery,
  IconWorld,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

const marks: Record<string, typeof IconWorld> = {
  web: IconWorld,
  app: IconDeviceMobile,
  store: IconBuildingStore,
  phone: IconPhone,
  email: IconMail,
  chat: IconMessages,
  sms: IconMessageCircle,
  social: IconBrandWechat,
  review: IconStar,
  ad: IconSpeakerphone,
  device: IconDevices,
  partner: IconTruckDelivery,
};

/** A channel as a small sign, with its name for those who do not see it. */
export function ChannelMark({ channel, size = 15 }: { channel: string; size?: number }) {
  const { t } = useTranslation();
  const Sign = marks[channel];
  const name = t(`channel.${channel}`, { defaultValue: channel });
  return Sign ? <Sign size={size} stroke={1.6} role="img" aria-label={name} style={{ flex: "none" }} /> : null;
}
