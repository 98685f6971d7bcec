import { BilingualSchema, LEVELS, POSTS, ROLES } from '#rulebook';
import { z } from 'zod';
import { RECEIVES } from './directory.types.js';

const Words = z
  .string()
  .refine((text) => text.trim() !== '', { error: 'the text is empty | write the text' });
const RegionCode = z.string().regex(/^\d{9}$/, {
  error: 'this is no 9-digit region code | write nine digits in quotes, e.g. "320681110"',
});

/** The shape of a directory file. */
export const DirectorySchema = z.strictObject({
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
