import { BilingualSchema, LEVELS, POSTS, ROLES } from '#rulebook';
import { z } from 'zod';
import { RECEIVES } from './directory.types.js';

const Words = z
  .string()
  .refine((text) => text.trim() !== '', { error: 'the text is empty | write the text' });
const RegionCode = z.string().regex(/^\d{9}$/, {
  error: 'this is no 9-digit region code | write nine digits in quotes, e.g. "320681110"',
});

const degrees = (least: number, most: number) =>
  z
    .number({ error: 'this is no number of degrees | write decimal degrees, e.g. 121.4' })
    .refine((value) => value >= least && value <= most, {
      error: `this lies outside China | write degrees between ${least} and ${most}`,
    });
const Longitude = degrees(73, 136);
const Latitude = degrees(3, 54);

/** The shape of a directory file. */
export const DirectorySchema = z.strictObject({
  extent: z
    .strictObject({ west: Longitude, east: Longitude, south: Latitude, north: Latitude })
    .nullable()
    .default(null),
  regions: z.array(z.strictObject({ code: RegionCode, name: BilingualSchema })),
  agencies: z.array(
    z.strictObject({
      code: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
        error: 'this is no agency code | use lower-case letters, digits and hyphens',
      }),
      name: BilingualSchema,
      shortName: Words,
      level: z.enum(LEVELS),
      role: z.enum(ROLES),
      town: RegionCode.nullable().default(null),
      word: Words.nullable().default(null),
      phone: Words.nullable().default(null),
      contacts: z.array(
        z.strictObject({
          name: Words,
          post: z.enum(POSTS),
          email: z.email({ error: 'this is no e-mail address | write name@domain' }),
          phone: Words.nullable().default(null),
          receives: z.array(z.enum(RECEIVES)).min(1, {
            error: `the contact receives nothing | name at least one of: ${RECEIVES.join(', ')}`,
          }),
        }),
      ),
    }),
  ),
});
