import type { Phrases } from "./phrases.ts";

export const en: Phrases = {
  product: (type, name) => `${name} ${en.types[type]}`,
  cities: {},
  types: {
    shelf: "shelf",
    lamp: "lamp",
    chair: "chair",
    table: "table",
    rug: "rug",
    mattress: "mattress",
    curtain: "curtains",
    crockery: "plates",
  },
  but: [
    "{good}, but {bad}",
    "{good}. [Only|However|Still,] {bad}",
    "{good} – [pity that|a shame that] {bad}",
    "{bad}. On the other hand, {good}",
  ],
  lead: {
    good: [
      "really happy",
      "thank you",
      "all good",
      "well done",
      "second order and again no trouble",
      "lovely",
      "no complaints at all",
      "five stars",
    ],
    bad: [
      "very disappointing",
      "not good enough",
      "I expected better",
      "never again like this",
      "what a mess",
      "sorry but no",
      "I am annoyed",
    ],
  },
  close: {
    good: [
      "will [order|buy] again",
      "keep it up",
      "I have told my [sister|neighbours|colleagues] about you",
      "see you next time",
      "would recommend",
    ],
    bad: [
      "next time I will [buy|look] somewhere else",
      "please sort this out",
      "I would like [an answer|my money back]",
      "that used to be better",
      "not what you promised",
    ],
  },
  about: {
    delivery: {
      good: [
        "the parcel [came|was here|arrived] [a day early|exactly when promised|in two days]",
        "[quick|fast|smooth] delivery and the driver [rang first|even carried it upstairs|was kind]",
        "delivery [to|here in] {city} was [faster than expected|spot on|no trouble at all]",
        "I could follow the parcel and it [came on time|was on the doorstep at noon]",
        "ordered on Monday, {product} [stood in the living room|was here] on Wednesday",
      ],
      bad: [
        "the parcel came {days} days [late|after the promised date]",
        "I took a day off work and [nobody came|no parcel came]",
        "the tracking [did not move for {days} days|said 'delivered' but nothing was here]",
        "we waited {days} days [longer than promised|for it] and [nobody told us why|got no message]",
        "the carrier in {city} is [hopeless|a disaster], {days} days too late",
        "my {product} [is still not here|was stuck in a depot for {days} days]",
      ],
    },
    price: {
      good: [
        "[good|fair|honest] price for what you get",
        "{product} was [cheaper than elsewhere|a bargain in the sale|well worth it]",
        "the discount [worked at once|made my day]",
        "you will not find it [cheaper|better value] in {city}",
      ],
      bad: [
        "[too|far too|a bit] expensive for [what it is|such a simple thing]",
        "a week later {product} was [20 percent|thirty euros] cheaper",
        "the shipping costs [appear only at the end|are too high]",
        "prices have gone up [again|a lot] since last year",
      ],
    },
    staff: {
      good: [
        "the [lady|gentleman|young man] at the [till|counter] was [so helpful|very patient|really friendly]",
        "[friendly|excellent|competent] advice in {city}",
        "somebody [measured it with us|took the time to explain everything|carried it to the car]",
        "the person [on the phone|in the chat] [knew what to do|sorted it in minutes]",
        "nice people, they [remembered me|asked how the {product} was doing]",
      ],
      bad: [
        "nobody [felt responsible|had time for us|wanted to help]",
        "the staff in {city} [were unfriendly|sent me from one to the next|did not know the range]",
        "the agent [read from a script|promised to call back and did not|hung up]",
        "I was [treated|spoken to] as if it were my fault",
      ],
    },
    website: {
      good: [
        "[easy|quick|simple] to order, [three clicks|two minutes] and done",
        "the filters [are useful|save time], found {product} at once",
        "[the app|the site] is [clear|fast|pleasant to use]",
        "checkout [worked first time|was painless]",
      ],
      bad: [
        "the [site|app|basket] [crashed|froze|lost everything] [twice|at the payment step|again]",
        "I had to [log in|type my address] [three times|again and again]",
        "the photos of {product} [do not show the real colour|are misleading]",
        "the search finds [nothing|everything except what I want]",
        "the app [asks for my opinion all the time|keeps popping up questions]",
      ],
    },
    quality: {
      good: [
        "{product}: [solid|beautiful|very well made]",
        "the {product} [looks better than in the pictures|fits perfectly|feels like it will last]",
        "[great|lovely|surprisingly good] quality, [the whole family likes it|no wobble, no smell]",
        "after {days} weeks the {product} [is still like new|has not disappointed]",
      ],
      bad: [
        "the {product} [wobbles|smells of chemicals|came with scratches|has a crack]",
        "after {days} days [a screw came loose|the fabric started to pill|the colour faded]",
        "[cheap|flimsy] material, [not worth the money|looks different in the pictures]",
        "two screws were [missing|bent] and the instructions are [useless|for another model]",
      ],
    },
    wait: {
      good: [
        "[no queue|hardly any waiting], [served at once|straight to the till]",
        "somebody answered [after a minute|at the first ring|within seconds]",
        "the chat replied [immediately|faster than I could type]",
      ],
      bad: [
        "{minutes} minutes [on hold|in the queue|of music] [before anyone answered|and then cut off]",
        "first chat, then phone, then chat again, and [nobody knew my case|I explained it all each time]",
        "I [waited {days} days for|never got] [a reply|an answer] to my [e-mail|message]",
        "the phone line [is always busy|sends you to the chat, and the chat sends you to the phone]",
        "only one till open in {city}, {minutes} minutes wait",
      ],
    },
    packaging: {
      good: [
        "[well|carefully|safely] packed, [not a scratch|nothing broken]",
        "packaging [without plastic, I like that|was easy to open and recycle]",
      ],
      bad: [
        "the box was [torn|soaked|crushed] and [one corner dented|two plates broken]",
        "a huge box [full of plastic|for one small thing]",
        "badly packed, the {product} [rattled around|arrived damaged]",
      ],
    },
    returns: {
      good: [
        "the return [was easy|took five minutes], money back in {days} days",
        "exchanged [without any discussion|on the spot in {city}]",
      ],
      bad: [
        "still waiting for my refund after {days} [days|weeks]",
        "sending it back was [a nightmare|more work than building it]",
        "the return label [did not work|never came], so I [called|wrote] {days} times",
        "they [lost|could not find] my return, now [nobody is responsible|I should prove it]",
      ],
    },
  },
  stop: ".",
  space: " ",
};
