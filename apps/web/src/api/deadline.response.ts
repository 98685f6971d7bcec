import { ApiProperty } from '@nestjs/swagger';
import type { Deadline } from '#calendar';
import { LedgerLineResponse } from './duty.response.js';

/** As `chaogao deadline --json` prints it. */
export class DeadlineResponse implements Deadline {
  @ApiProperty({ format: 'date', example: '2026-09-30' })
  from: string;

  @ApiProperty({ type: 'integer', required: false, example: 5 })
  workingDays?: number;

  @ApiProperty({ type: 'integer', required: false, example: 2 })
  calendarDays?: number;

  @ApiProperty({ format: 'date', example: '2026-10-13' })
  dueOn: string;

  @ApiProperty({ description: 'May still move with the next published holidays', example: false })
  provisional: boolean;

  @ApiProperty({
    type: () => LedgerLineResponse,
    isArray: true,
    description: 'Every day from the one after `from`',
  })
  ledger: LedgerLineResponse[];
}
