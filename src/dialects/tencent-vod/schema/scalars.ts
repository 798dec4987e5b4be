import { z } from 'zod'
import { boolish, numeric, optional, text } from '../../../wire/scalars.ts'

export { optionalChoice, optionalList, optionalObject, optionalText, text } from '../../../wire/scalars.ts'

/** All values are text on the wire; numbers are decimal. */
export const int = (min: number, max: number) => z.preprocess(numeric, z.int().min(min).max(max))
export const optionalInt = (min: number, max: number) => optional(z.int().min(min).max(max), numeric)
export const optionalNumber = (min: number, max: number) => optional(z.number().min(min).max(max), numeric)
/** 0 and 1; official clients also write a boolean's name. */
export const optionalFlag = () => optional(z.boolean(), boolish)
export const fileId = () => text(64)
