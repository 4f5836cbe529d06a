import type { Phrases } from "./phrases.ts";

export const tr: Phrases = {
  product: (type, name) => `${name} ${tr.types[type]}`,
  cities: { Vienna: "Viyana", Brussels: "Brüksel" },
  types: {
    shelf: "raf",
    lamp: "lamba",
    chair: "sandalye",
    table: "masa",
    rug: "halı",
    mattress: "yatak",
    curtain: "perde",
    crockery: "tabak takımı",
  },
  but: ["{good} ama {bad}", "{good}. [Ne yazık ki|Fakat|Yalnız] {bad}", "{bad}. Öte yandan {good}", "{good}, buna karşılık {bad}"],
  lead: {
    good: [
      "çok memnunum",
      "teşekkürler",
      "her şey yolunda",
      "harika",
      "elinize sağlık",
      "beklediğimden iyi",
      "gayet güzel",
      "hiç sorun yaşamadım",
    ],
    bad: ["hayal kırıklığı", "hiç memnun kalmadım", "böyle olmaz", "rezalet", "bir daha asla", "çok kızgınım", "daha iyisini beklerdim"],
  },
  close: {
    good: ["[yine|tekrar] alırım", "böyle devam", "[arkadaşlarıma|aileme] tavsiye ettim", "herkese öneririm"],
    bad: [
      "bir dahaki sefere başka yerden alırım",
      "lütfen [ilgilenin|cevap verin|çözün]",
      "[paramı geri|bir açıklama|bir cevap] istiyorum",
      "eskiden daha iyiydi",
    ],
  },
  about: {
    delivery: {
      good: [
        "paket [zamanında|bir gün erken|iki günde] geldi",
        "teslimat [hızlıydı|sorunsuzdu|çok iyiydi], kurye [çok nazikti|yukarı kadar taşıdı]",
        "{city} için teslimat [söz verildiği gibi|beklediğimden hızlı] oldu",
        "kargo takibi [doğru çalıştı|çok pratik], [öğlene kalmadan geldi|hiç beklemedim]",
      ],
      bad: [
        "paket {days} gün geç geldi",
        "işten izin aldım, [kimse gelmedi|paket yoktu]",
        "kargo takibi [{days} gün hiç değişmedi|teslim edildi diyordu ama ortada paket yoktu]",
        "teslimat tarihi [iki kez|üç kez|sürekli] ertelendi, [kimse haber vermedi|hiçbir açıklama yok]",
        "{city} bölgesindeki kargo firması [berbat|çok ilgisiz], {days} gün gecikme",
        "siparişim ({product}) {days} gündür [gelmedi|depoda bekliyor]",
      ],
    },
    price: {
      good: [
        "fiyatı [çok uygun|makul|gayet iyi]",
        "{product} [başka yerlerden ucuz|indirimde tam fırsat]",
        "fiyat performans olarak [çok iyi|başarılı]",
        "indirim kodu [hemen çalıştı|işe yaradı]",
      ],
      bad: [
        "[çok|fazla|biraz] pahalı, [bu kaliteye değmez|daha ucuzu var]",
        "bir hafta sonra {product} [yüzde 20|otuz euro] ucuzladı",
        "kargo ücreti [en sonda çıkıyor|çok yüksek]",
        "fiyatlar [yine|çok] artmış",
      ],
    },
    staff: {
      good: [
        "{city} mağazasındaki çalışanlar [çok ilgili|güler yüzlü|bilgili]",
        "[kasadaki|danışmadaki] hanımefendi [çok yardımcı oldu|çok sabırlıydı]",
        "telefondaki kişi sorunu [hemen|birkaç dakikada] çözdü",
        "bize [her şeyi anlattılar|arabaya kadar yardım ettiler]",
      ],
      bad: [
        "kimse [ilgilenmedi|sorumluluk almadı|yardım etmek istemedi]",
        "{city} mağazasında personel [kabaydı|bilgisizdi|ortada yoktu]",
        "geri arayacağız dediler, [hâlâ bekliyorum|aramadılar]",
        "[{minutes} dakika boyunca|sürekli] bir birimden diğerine aktardılar",
      ],
    },
    website: {
      good: [
        "sipariş vermek [çok kolay|hızlı], [üç tıkla|iki dakikada] bitti",
        "[site|uygulama] [çok anlaşılır|hızlı|kullanışlı]",
        "filtreler sayesinde aradığımı hemen buldum: {product}",
        "ödeme [ilk seferde|sorunsuz] tamamlandı",
      ],
      bad: [
        "[site|uygulama] [ödemede|sürekli|iki kez] çöktü",
        "sepetim [kendiliğinden boşaldı|giriş yapınca kayboldu]",
        "[adresimi|şifremi] [üç kez|tekrar tekrar] yazmak zorunda kaldım",
        "fotoğraflar ({product}) [gerçek rengi göstermiyor|yanıltıcı]",
        "uygulama [durmadan fikrimi soruyor|anketlerle bıktırdı]",
      ],
    },
    quality: {
      good: [
        "{product} [çok sağlam|çok güzel|tam anlatıldığı gibi]",
        "kalitesi [çok iyi|harika|şaşırtıcı derecede iyi], [bütün aile beğendi|hiç sallanmıyor]",
        "{days} hafta oldu, {product} [hâlâ yeni gibi|çok iyi]",
        "kurulumu [çok kolay|{minutes} dakika sürdü], [hiçbir parça eksik değildi|kılavuz anlaşılır]",
      ],
      bad: [
        "{product} [sallanıyor|kimyasal kokuyor|çizik geldi|çatlak çıktı]",
        "{days} gün sonra [vidası gevşedi|kumaşı tüylendi|rengi soldu]",
        "[ucuz|dayanıksız] malzeme, [parasına değmez|resimle ilgisi yok]",
        "[iki vida|kılavuz|bir ayak] eksikti, [kuramadık|büyük hayal kırıklığı]",
      ],
    },
    wait: {
      good: [
        "[sıra yoktu|hiç beklemedim], hemen ilgilendiler",
        "sohbette [anında|bir dakikada] cevap verdiler",
        "telefon [hemen|ilk çalışta] açıldı",
      ],
      bad: [
        "telefonda {minutes} dakika bekledim, [sonra kapandı|boşuna]",
        "önce sohbet, sonra telefon, sonra yine sohbet, [kimse konuyu bilmiyor|her seferinde baştan anlattım]",
        "{days} gündür [mesajıma|e-postama] cevap yok",
        "telefon sohbete, sohbet telefona yönlendiriyor",
        "{city} mağazasında tek kasa açık, {minutes} dakika bekledik",
      ],
    },
    packaging: {
      good: ["[çok iyi|özenle|sağlam] paketlenmişti, [hiç çizik yok|kırık yok]", "ambalaj [plastiksiz, sevdim|kolay geri dönüştürülüyor]"],
      bad: [
        "kutu [yırtık|ıslak|ezik] geldi, [bir köşesi hasarlı|iki tabak kırık]",
        "küçücük ürün için [kocaman kutu|bir sürü plastik]",
        "kötü paketlenmiş: {product} [hasarlı|ezik] geldi",
      ],
    },
    returns: {
      good: ["iade [çok kolaydı|sorunsuzdu], param {days} günde geldi", "{city} mağazasında [hemen|soru sormadan] değiştirdiler"],
      bad: [
        "{days} [gündür|haftadır] iademi bekliyorum",
        "iade süreci [kâbus gibi|tam bir eziyet]",
        "iade etiketi [hiç gelmedi|çalışmadı], {days} kez [aradım|yazdım]",
        "iadem [kaybolmuş|bulunamıyor], [kimse sorumlu değil|ispatlamamı istiyorlar]",
      ],
    },
  },
  stop: ".",
  space: " ",
};
