/*
 * What the schema says of a field that an object gives as it stands (`simple`, for TypeGraphQL).
 */

/** Of one that may be null. */
export const shown = (description: string) => ({ nullable: true, simple: true, description }) as const;

/** Of one that never is. */
export const always = (description: string) => ({ simple: true, description }) as const;
