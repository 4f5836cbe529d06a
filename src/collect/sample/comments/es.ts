import type { Phrases } from "./phrases.ts";

export const es: Phrases = {
  product: (type, name) => `${es.types[type]} ${name}`,
  cities: { Hamburg: "Hamburgo", Vienna: "Viena", Brussels: "Bruselas", Dublin: "Dublín" },
  types: {
    shelf: "estantería",
    lamp: "lámpara",
    chair: "silla",
    table: "mesa",
    rug: "alfombra",
    mattress: "colchón",
    curtain: "cortinas",
    crockery: "vajilla",
  },
  but: ["{good}, pero {bad}", "{good}. [Lástima|Eso sí|Lo malo] – {bad}", "{bad}. En cambio, {good}", "por un lado {good}, por otro {bad}"],
  lead: {
    good: [
      "muy contenta",
      "todo perfecto",
      "gracias",
      "encantado",
      "sin ninguna queja",
      "una grata sorpresa",
      "como siempre, genial",
      "muy bien",
    ],
    bad: ["muy decepcionado", "una vergüenza", "así no", "fatal", "no volveré a comprar", "esperaba más", "estoy bastante enfadada"],
  },
  close: {
    good: ["[repetiré|volveré a comprar] seguro", "seguid así", "ya os he recomendado [a mi familia|en el trabajo]", "hasta la próxima"],
    bad: [
      "la próxima vez compro en otro sitio",
      "por favor, [solucionadlo|contestadme]",
      "quiero [una respuesta|una explicación|que me devuelvan el dinero]",
      "antes funcionaba mejor",
    ],
  },
  about: {
    delivery: {
      good: [
        "el paquete llegó [a tiempo|un día antes|en dos días]",
        "entrega [rápida|perfecta|sin problemas], el repartidor [muy amable|llamó antes de venir]",
        "envío a {city} [tal como prometieron|más rápido de lo esperado]",
        "el seguimiento [era exacto|funciona muy bien] y [llegó por la mañana|todo según lo previsto]",
      ],
      bad: [
        "el paquete llegó con {days} días de retraso",
        "pedí el día libre y [no vino nadie|ni rastro del paquete]",
        "el seguimiento [no se movió en {days} días|decía entregado y aquí no había nada]",
        "cambiaron la fecha [dos veces|tres veces|una y otra vez] [sin avisar|sin explicación]",
        "el transportista en {city} es [un desastre|imposible de localizar], {days} días tarde",
        "sigo esperando el pedido ({product}) desde hace {days} días",
      ],
    },
    price: {
      good: [
        "[buena|muy buena|excelente] relación calidad-precio",
        "{product} [más barato que en otros sitios|de oferta, un chollo]",
        "los precios son [justos|razonables]",
        "el descuento [se aplicó al momento|mereció la pena]",
      ],
      bad: [
        "[demasiado|un poco|muy] caro para [lo que es|la calidad que tiene]",
        "una semana después ({product}) costaba [un 20 %|treinta euros] menos",
        "los gastos de envío [salen solo al final|son excesivos]",
        "han vuelto a subir los precios",
      ],
    },
    staff: {
      good: [
        "el personal de {city} es [encantador|muy profesional|atentísimo]",
        "la chica de [la caja|información] fue [muy amable|muy paciente]",
        "por teléfono me [lo resolvieron enseguida|atendieron de maravilla]",
        "nos [explicaron todo con calma|ayudaron a cargar el coche]",
      ],
      bad: [
        "nadie [se hacía responsable|tenía tiempo|quería ayudar]",
        "los empleados de {city} [fueron antipáticos|no sabían nada|estaban desbordados]",
        "prometieron llamarme y [sigo esperando|nunca lo hicieron]",
        "me pasaron de un departamento a otro [durante {minutes} minutos|sin solución]",
      ],
    },
    website: {
      good: [
        "pedido [fácil|rápido|sencillo], [tres clics|dos minutos] y listo",
        "la [web|app] es [clara|rápida|cómoda]",
        "con los filtros encontré enseguida lo que buscaba: {product}",
        "el pago [funcionó a la primera|sin complicaciones]",
      ],
      bad: [
        "la [web|app] se [cuelga al pagar|cae cada dos por tres]",
        "la cesta [se vació sola|desapareció al iniciar sesión]",
        "tuve que escribir [la dirección|la contraseña] [tres veces|una y otra vez]",
        "las fotos ({product}) [engañan|no muestran el color real]",
        "la app [no para de pedirme opinión|me cansa con tantas encuestas]",
      ],
    },
    quality: {
      good: [
        "{product}: [muy buen acabado|sólido y bonito|tal como se describe]",
        "[buena|gran|muy buena] calidad, [a toda la familia le gusta|no se mueve nada]",
        "después de {days} semanas [sigue como nuevo|seguimos encantados] ({product})",
        "montaje [facilísimo|en {minutes} minutos], [no faltaba ninguna pieza|instrucciones claras]",
      ],
      bad: [
        "{product}: [cojea|huele a químico|venía con arañazos|tiene una grieta]",
        "a los {days} días [se soltó un tornillo|la tela hizo bolitas|perdió el color]",
        "material [barato|endeble], [no vale lo que cuesta|no se parece a la foto]",
        "faltaban [dos tornillos|las instrucciones|una pata], [imposible montarlo|vaya chasco]",
      ],
    },
    wait: {
      good: [
        "[sin colas|sin esperar], me atendieron [enseguida|al momento]",
        "el chat respondió [al instante|en un minuto]",
        "cogieron el teléfono [a la primera|enseguida]",
      ],
      bad: [
        "{minutes} minutos [en espera|escuchando música] [y se cortó|para nada]",
        "primero chat, luego teléfono, luego otra vez chat, y [nadie conoce mi caso|cada vez hay que contarlo todo]",
        "{days} días sin respuesta a mi [correo|mensaje]",
        "por teléfono te mandan al chat y en el chat al teléfono",
        "una sola caja abierta en {city}, {minutes} minutos de cola",
      ],
    },
    packaging: {
      good: ["[bien|muy bien|perfectamente] embalado, [nada roto|ni un arañazo]", "embalaje [sin plástico, se agradece|fácil de reciclar]"],
      bad: [
        "la caja venía [rota|mojada|aplastada] y [una esquina dañada|dos platos rotos]",
        "una caja enorme [para algo tan pequeño|llena de plástico]",
        "mal embalado: {product} [con golpes|dañado]",
      ],
    },
    returns: {
      good: ["devolución [muy fácil|sin preguntas], el dinero en {days} días", "cambio en {city} [al momento|sin problemas]"],
      bad: [
        "llevo {days} [días|semanas] esperando el reembolso",
        "la devolución ha sido [una pesadilla|un calvario]",
        "la etiqueta de devolución [nunca llegó|no funcionaba], reclamé {days} veces",
        "mi devolución [se ha perdido|no aparece] y [nadie se hace cargo|encima tengo que demostrarlo yo]",
      ],
    },
  },
  stop: ".",
  space: " ",
};
