import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { scrub } from "@eslabon/personal-data";

const GONE: readonly [string, string][] = [
  ["llamar al 612345678", "llamar al [PHONE]"],
  ["llamar al 612 345 678 o al 91 123 45 67.", "llamar al [PHONE] o al [PHONE]."],
  ["(612 34 56 78)", "([PHONE])"],
  ["tel. 712-345-678", "tel. [PHONE]"],
  ["91.123.45.67", "[PHONE]"],
  ["91/1234567", "[PHONE]"],
  ["(91) 123 45 67", "[PHONE]"],
  ["+34 612345678", "[PHONE]"],
  ["+34612345678", "[PHONE]"],
  ["0034 612 345 678", "[PHONE]"],
  ["(+34) 612 345 678", "[PHONE]"],
  ["34 612345678", "[PHONE]"],
  ["900 123 456", "[PHONE]"],
  ["+351 912 345 678", "[PHONE]"],
  ["DNI 48532089L", "DNI [ID]"],
  ["dni 48532089l", "dni [ID]"],
  ["48.532.089-L", "[ID]"],
  ["NIE X1234567L.", "NIE [ID]."],
  ["y-1234567-X", "[ID]"],
  ["maria19@example.com", "[EMAIL]"],
  ["escriba a josé.peña+hogar@correo.example.es, gracias", "escriba a [EMAIL], gracias"],
  ["ES5891327349578395184282: recibido", "[IBAN]: recibido"],
  ["ES91 2100 0418 4502 0005 1332 es mi cuenta", "[IBAN] es mi cuenta"],
  ["es9121000418450200051332", "[IBAN]"],
  ["DE89 3704 0044 0532 0130 00", "[IBAN]"],
  ["tarjeta 4111 1111 1111 1111", "tarjeta [CARD]"],
  ["5555-5555-5555-4444", "[CARD]"],
];

const STAYS: readonly string[] = [
  "póliza 24-101526 del 2024/11/16",
  "DNI 48532089A", // the letter would be L
  "ES5891327349578395184283", // wrong check digits
  "4111 1111 1111 1112",
  "RJ45, 230 V, 1.200.000 euros, 15 días, plaza 14, 2º AVISO",
  "número de serie 123456789",
  "venga los días 7 8 9 10 11 12",
  "contador 5612345678901",
  "mide 2,40 x 3,10 y pesa 80 kg",
  "@mencion y a@b",
  "son las 10:30 del 21/11/2026",
];

describe("personal data", () => {
  for (const [text, scrubbed] of GONE) {
    it(`is replaced in “${text}”`, () => assert.equal(scrub(text).text, scrubbed));
  }

  for (const text of STAYS) {
    it(`is not seen in “${text}”`, () => assert.equal(scrub(text).text, text));
  }

  it("of an identity number depends on its letter alone", () => {
    const letters = "TRWAGMYFPDXBNJZSQVHLCKE";
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.constantFrom(...letters.split("")),
        (number, letter) => {
          const valid = letters[number % 23] === letter;
          return scrub(`ref ${String(number).padStart(8, "0")}${letter}`).kinds.includes("id") === valid;
        },
      ),
    );
  });

  it("is gone after one pass", () => {
    const fragment = fc.constantFrom(...GONE.map(([text]) => text), ...STAYS, " ", ", ", "-");
    fc.assert(
      fc.property(fc.array(fc.oneof(fragment, fc.string({ unit: "grapheme" }))), (parts) => {
        const once = scrub(parts.join(" ; ")).text;
        assert.equal(scrub(once).text, once);
      }),
    );
  });

  it("is searched in linear time", () => {
    for (const unit of ["6", "6 ", "a@", "a.", "ES12 ", "x-", "+34 ", "(", "1-"]) {
      assert.equal(typeof scrub(unit.repeat(20_000)).text, "string");
    }
  });
});
