import { magento } from "./orders/magento.ts";
import { shopify } from "./orders/shopify.ts";
import { stripePayments } from "./orders/stripe.ts";
import { woocommerce } from "./orders/woocommerce.ts";
import { appStore } from "./reviews/app-store.ts";
import { googleBusiness } from "./reviews/google-business.ts";
import { googlePlay } from "./reviews/google-play.ts";
import { trustpilot } from "./reviews/trustpilot.ts";
import type { Shape } from "./shape.ts";
import { asknicely } from "./surveys/asknicely.ts";
import { delighted } from "./surveys/delighted.ts";
import { limesurvey } from "./surveys/limesurvey.ts";
import { qualtrics } from "./surveys/qualtrics.ts";
import { surveymonkey } from "./surveys/surveymonkey.ts";
import { typeform } from "./surveys/typeform.ts";
import { freshdesk } from "./tickets/freshdesk.ts";
import { intercom } from "./tickets/intercom.ts";
import { zendesk } from "./tickets/zendesk.ts";

/** Every program whose exports are known; where two could have written the headers, the first one did. */
export const shapes: readonly Shape[] = [
  shopify,
  woocommerce,
  magento,
  stripePayments,
  surveymonkey,
  limesurvey,
  typeform,
  qualtrics,
  delighted,
  asknicely,
  googlePlay,
  appStore,
  trustpilot,
  googleBusiness,
  intercom,
  freshdesk,
  zendesk,
];
