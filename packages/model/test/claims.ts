import type { Example } from "@eslabon/model";

const CLAIMS: Readonly<Record<string, readonly string[]>> = {
  Carpintería: [
    "la puerta del armario no cierra",
    "se ha hinchado la puerta de madera",
    "el cajón de la cómoda está roto",
    "bisagra suelta en la puerta del pasillo",
    "la madera del marco está astillada",
    "hay que cepillar la puerta del dormitorio",
  ],
  Electricidad: [
    "salta el diferencial al encender la luz",
    "no hay luz en el salón",
    "el enchufe de la cocina echa chispas",
    "se ha quemado un enchufe",
    "la lámpara parpadea y salta la luz",
    "cortocircuito en el cuadro de luz",
  ],
  Fontanería: [
    "gotea el grifo del baño",
    "hay un charco de agua bajo el fregadero",
    "la cisterna no deja de echar agua",
    "fuga de agua en la tubería de la bañera",
    "el desagüe de la bañera pierde agua",
    "se sale el agua del grifo de la cocina",
  ],
};

const PLACES = ["", " desde ayer", " en el piso 3", " y es urgente", " otra vez"];

/** Ninety claims of three trades, easy to tell apart. */
export const claims: readonly Example[] = Object.entries(CLAIMS).flatMap(([label, texts]) =>
  texts.flatMap((text) => PLACES.map((place) => ({ text: text + place, label }))),
);
