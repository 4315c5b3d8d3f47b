// The fields of a request's subject, under the service's names.
import type { SubjectFields } from "keybundle";

export const FIELDS = {
  common_name: "Common name",
  organization_name: "Organization",
  organization_unit: "Organizational units",
  country: "Country",
  state: "State",
  locality: "Locality",
  street_address: "Street address",
  postal_code: "Postal code",
  email: "E-mail address",
  serial_number: "Serial number",
} as const;

export type Field = keyof typeof FIELDS;

/** The attributes that refusals name, as RFC 4514 and the package have them. */
export const ATTRIBUTES: Record<Field, string> = {
  common_name: "CN",
  organization_name: "O",
  organization_unit: "OU",
  country: "C",
  state: "ST",
  locality: "L",
  street_address: "STREET",
  postal_code: "postalCode",
  email: "emailAddress",
  serial_number: "serialNumber",
};

/** Those that may have several values, one a line. */
export const LISTS = new Set<string>(["organization_unit", "street_address"]);

export const empty = () => Object.fromEntries(Object.keys(FIELDS).map((name) => [name, ""])) as Record<Field, string>;

/** The lines of a text that hold something. */
export const lines = (text: string) => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** What the package takes: fields that were left empty are not there. */
export const subjectOf = (fields: Record<Field, string>): SubjectFields =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value.trim() !== "")
      .map(([name, value]) => [name, LISTS.has(name) ? lines(value) : value.trim()]),
  );
