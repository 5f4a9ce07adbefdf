/**
 * Ten thousand places that light up, made up on the spot and the same at every run: cities drawn around the towns below, on their country's
 * own land and more of them where more people live; several places in each.
 */
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { geoContains } from "d3-geo";
import { feature } from "topojson-client";
import type { Draft } from "@bluehour/domain/draft";
import { editionId, languages, numbers } from "./large-edition.ts";

/** Country, zone, latitude, longitude, and how many of ten thousand; the cities lie within as many degrees as its last number. */
const towns = `
BE Europe/Brussels 50.85 4.35 420 1|NL Europe/Amsterdam 52.1 5.1 260 1.2|FR Europe/Paris 47.5 2.4 480 4|DE Europe/Berlin 51 10 520 3.5
LU Europe/Luxembourg 49.7 6.1 40 0.3|GB Europe/London 52.5 -1.5 420 2.5|IE Europe/Dublin 53.3 -7.5 110 1.2|ES Europe/Madrid 40.3 -3.7 380 3.5
PT Europe/Lisbon 39.8 -8.2 150 2|IT Europe/Rome 43 12.3 420 4|CH Europe/Zurich 46.9 7.9 140 1|AT Europe/Vienna 47.6 14.5 140 1.5
PL Europe/Warsaw 52 19.4 220 3|CZ Europe/Prague 49.8 15.3 110 1.5|SK Europe/Bratislava 48.7 19.3 60 1|HU Europe/Budapest 47.2 19.3 90 1.3
RO Europe/Bucharest 45.8 25 130 2.5|BG Europe/Sofia 42.7 25 70 1.5|GR Europe/Athens 39 22.3 120 2|HR Europe/Zagreb 45.4 16 60 1.5
SI Europe/Ljubljana 46.1 14.8 40 0.6|RS Europe/Belgrade 44.2 20.8 70 1.2|BA Europe/Sarajevo 44.2 17.8 40 0.9|ME Europe/Podgorica 42.7 19.2 20 0.4
MK Europe/Skopje 41.6 21.7 30 0.5|AL Europe/Tirane 41.1 20 30 0.7|DK Europe/Copenhagen 56 9.3 90 1.2|SE Europe/Stockholm 59.3 15.5 130 3
NO Europe/Oslo 60.6 9.5 90 2|FI Europe/Helsinki 61.5 25 90 2|EE Europe/Tallinn 58.8 25.8 40 0.8|LV Europe/Riga 56.9 24.8 40 0.8
LT Europe/Vilnius 55.3 23.9 50 1|IS Atlantic/Reykjavik 64.3 -20.5 30 0.8|MT Europe/Malta 35.9 14.4 20 0.1|CY Asia/Nicosia 35 33 25 0.5
UA Europe/Kyiv 49.3 31 120 4|MD Europe/Chisinau 47.1 28.6 30 0.8|GE Asia/Tbilisi 42 43.6 40 1|AM Asia/Yerevan 40.2 44.7 30 0.6
AZ Asia/Baku 40.4 47.7 30 1|TR Europe/Istanbul 39 33 180 4|IL Asia/Jerusalem 32 34.9 50 0.6|JO Asia/Amman 31.6 36.2 30 0.8
LB Asia/Beirut 33.9 35.8 30 0.4|EG Africa/Cairo 30 31.2 90 1.2|TN Africa/Tunis 36 9.7 40 1|MA Africa/Casablanca 33 -6.5 80 1.8
DZ Africa/Algiers 36 3.5 40 1.5|SN Africa/Dakar 14.6 -16.2 50 1|ML Africa/Bamako 12.8 -7.5 20 1.2|BF Africa/Ouagadougou 12.3 -1.6 30 1
CI Africa/Abidjan 6.6 -5.3 50 1.5|GH Africa/Accra 6.5 -1 60 1.2|TG Africa/Lome 7.5 1.1 25 0.9|BJ Africa/Porto-Novo 7.2 2.3 30 0.8
NG Africa/Lagos 8 6.5 150 3|CM Africa/Douala 4.6 11 50 1.5|GA Africa/Libreville 0 10.5 15 1|CD Africa/Kinshasa -4.8 16.5 70 1.5
CD Africa/Lubumbashi -9 26.5 30 2|CG Africa/Brazzaville -3.9 14.6 20 0.8|AO Africa/Luanda -9.5 14.5 30 1.2|RW Africa/Kigali -1.95 30 50 0.6
BI Africa/Bujumbura -3.3 29.8 25 0.6|UG Africa/Kampala 0.6 32 60 1.2|KE Africa/Nairobi -0.6 36.7 80 1.6|TZ Africa/Dar_es_Salaam -6.3 36 50 2.5
ET Africa/Addis_Ababa 9 39 50 1.8|MG Indian/Antananarivo -19 47 25 1.2|MZ Africa/Maputo -24.5 33 25 1|ZM Africa/Lusaka -14 28.2 25 1.2
ZW Africa/Harare -18.2 30.5 25 1.2|BW Africa/Gaborone -23.5 26 15 1|NA Africa/Windhoek -22 17 15 1.5|ZA Africa/Johannesburg -27.5 27.5 130 3
IN Asia/Kolkata 22 78.5 420 6|PK Asia/Karachi 31 72.5 90 2|BD Asia/Dhaka 24 90 80 1.2|NP Asia/Kathmandu 27.9 85 60 1.2
LK Asia/Colombo 7.2 80.6 40 0.8|MM Asia/Yangon 19.5 96 25 1.5|TH Asia/Bangkok 15.5 101.2 100 2|KH Asia/Phnom_Penh 12 104.8 40 0.9
LA Asia/Vientiane 18.3 102.8 15 0.8|VN Asia/Ho_Chi_Minh 12 108 70 1.5|MY Asia/Kuala_Lumpur 4 102 60 1|ID Asia/Jakarta -7 109.5 110 2
PH Asia/Manila 15.5 120.8 110 1.2|TW Asia/Taipei 24 121 80 0.8|KR Asia/Seoul 36.5 127.8 110 1.2|JP Asia/Tokyo 36 138.5 220 2
CN Asia/Shanghai 32 114 130 6|MN Asia/Ulaanbaatar 47.8 106.5 15 1.2|KZ Asia/Almaty 44 76.5 25 1.5|KG Asia/Bishkek 42 74.7 15 0.8
UZ Asia/Tashkent 40 67.5 20 1.2|TJ Asia/Dushanbe 38.6 69 12 0.6|AU Australia/Sydney -33.5 148.5 150 2.5|AU Australia/Brisbane -26.5 151.5 50 1.5
AU Australia/Adelaide -34 139 30 1.2|AU Australia/Perth -32 117 40 1.2|NZ Pacific/Auckland -38.5 176 90 1.3|FJ Pacific/Fiji -17.8 178 15 0.3
PG Pacific/Port_Moresby -6.2 145 15 1.2|US America/New_York 39.5 -77.5 380 4|US America/Chicago 38 -91.5 260 5|US America/Denver 39.5 -106 70 3
US America/Los_Angeles 37 -120 160 3|US Pacific/Honolulu 19.7 -155.5 10 0.3|CA America/Toronto 45 -76.5 140 2.5|CA America/Winnipeg 50 -98 30 1.2
CA America/Edmonton 52 -114 40 1.5|CA America/Vancouver 50 -121.5 50 1.2|MX America/Mexico_City 20 -100 180 3|GT America/Guatemala 15 -90.7 40 0.8
HN America/Tegucigalpa 14.6 -87 25 0.8|SV America/El_Salvador 13.7 -89 25 0.4|NI America/Managua 12.6 -86 20 0.8|CR America/Costa_Rica 9.9 -84 40 0.5
PA America/Panama 8.5 -80.3 25 0.7|CU America/Havana 22.3 -80 20 1|DO America/Santo_Domingo 18.9 -70.4 40 0.7|HT America/Port-au-Prince 18.9 -72.3 20 0.5
JM America/Jamaica 18.1 -77.3 15 0.4|CO America/Bogota 5 -74.5 120 2|VE America/Caracas 9.5 -67.5 40 1.5|EC America/Guayaquil -1.5 -79 50 1
PE America/Lima -9.5 -76.5 80 2|BO America/La_Paz -17.3 -66 40 1.2|PY America/Asuncion -25.6 -56.8 30 1|CL America/Santiago -34.5 -71.2 90 1.8
AR America/Argentina/Buenos_Aires -34 -61 150 3|UY America/Montevideo -33.5 -56 40 1|BR America/Sao_Paulo -21 -46 260 3.5|BR America/Bahia -11 -40.5 60 2
BR America/Manaus -4 -60.5 20 1.5`
  .trim()
  .split(/[|\n]/);

const colours = ["#1f6fb2", "#ffb000", "#e4572e", "#7a3fbf", "#ffffff"];
const perCity = 5;

/** Exactly `count` landmarks of the generated edition. */
export function landmarkDrafts(count: number): Draft<"landmark">[] {
  const random = numbers(25_11_2020);
  const file = createRequire(import.meta.url).resolve("world-atlas/countries-110m.json");
  const atlas = JSON.parse(readFileSync(file, "utf8")) as Parameters<typeof feature>[0];
  const shapes = feature(atlas, atlas.objects["countries"] as Parameters<typeof feature>[1]);
  const countries = "features" in shapes ? shapes.features : [];
  const drafts: Draft<"landmark">[] = [];
  const whole = towns.reduce((sum, town) => sum + Number(town.split(" ")[4]), 0);
  let owed = 0;
  for (const [townIndex, town] of towns.entries()) {
    const [country = "", zone = "", ...rest] = town.split(" ");
    const [north = 0, east = 0, share = 0, reach = 0] = rest.map(Number);
    const land = countries.find((shape) => geoContains(shape, [east, north]));
    owed += (share / whole) * count;
    const until = townIndex === towns.length - 1 ? count : Math.round(owed);
    let city = { name: "", latitude: north, longitude: east, left: 0 };
    while (drafts.length < until) {
      if (city.left === 0) {
        let place: [number, number] = [east, north];
        for (let attempt = 0; attempt < 20; attempt += 1) {
          // Denser towards the middle, as most countries are.
          const away = reach * random() ** 0.7;
          const turn = random() * 2 * Math.PI;
          const drawn: [number, number] = [east + away * Math.sin(turn) * 1.3, north + away * Math.cos(turn)];
          if (land !== undefined && !geoContains(land, drawn)) continue;
          place = drawn;
          break;
        }
        const name = `${zone.split("/").at(-1)?.replaceAll("_", " ")} ${drafts.length}`;
        city = {
          name,
          latitude: place[1],
          longitude: place[0],
          left: 1 + Math.floor(2 * perCity * random() ** 2),
        };
      }
      city.left -= 1;
      drafts.push(landmark(drafts.length, country, zone, city, random));
    }
  }
  return drafts;
}

function landmark(
  index: number,
  country: string,
  zone: string,
  city: { name: string; latitude: number; longitude: number },
  random: () => number,
): Draft<"landmark"> {
  const near = (degrees: number): number => Number((degrees + (random() - 0.5) * 0.04).toFixed(4));
  const evening = {
    from: { sun: "sunset" as const, offsetMinutes: Math.floor(random() * 5) * 15 },
    to: { clock: index % 3 === 0 ? "23:00" : "24:00" },
  };
  const morning = { from: { clock: "05:30" }, to: { sun: "sunrise" as const, offsetMinutes: 0 } };
  const made = `${["City hall", "Bridge", "Theatre", "Station", "Tower", "Library", "Castle"][index % 7]} of ${city.name}`;
  return {
    kind: "landmark",
    id: `place-${index}`,
    edition: editionId,
    origin: `landmarks/${index}.yaml`,
    language: "fr",
    data: {
      country,
      city: city.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
      coordinates: { latitude: near(city.latitude), longitude: near(city.longitude) },
      zone,
      state: index % 10 === 9 ? "invited" : index % 3 === 0 ? "confirmed" : "pledged",
      status: "planned",
      lighting: {
        colour: colours[random() < 0.7 ? 0 : Math.floor(random() * colours.length)] ?? "#1f6fb2",
        action: index % 23 === 0 ? "dark" : "light",
        intervals: index % 10 === 4 ? [evening, morning] : [evening],
      },
      organisations: ["organiser"],
    },
    texts: Object.fromEntries(
      languages.map((language) => [
        language,
        { state: "human", head: { title: made, city: city.name }, blocks: [] },
      ]),
    ),
    media: [],
  };
}
