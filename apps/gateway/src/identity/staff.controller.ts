import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CreateStaff as CreateStaffSchema, Staff as StaffSchema } from '#libs/contracts';
import type { CreateStaff, Staff } from '#libs/contracts';
import { StaffDirectory, type Principal } from '#libs/identity';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ById = z.object({ id: z.uuid() });

@ApiTags('identity')
@Controller('api/v1/staff')
export class StaffController {
  constructor(private readonly staff: StaffDirectory) {}

  @Post()
  @Endpoint({ summary: 'Add a member of staff', scope: 'admin', body: CreateStaffSchema, response: StaffSchema, status: 201, errors: ['already_exists'] })
  create(@Caller() caller: Principal, @Body() body: CreateStaff): Promise<Staff> {
    return this.staff.create(caller.tenantId, caller, body);
  }

  @Get()
  @Endpoint({ summary: 'Members of staff', scope: 'admin', response: z.object({ items: z.array(StaffSchema) }) })
  async list(@Caller() caller: Principal): Promise<{ items: Staff[] }> {
    return { items: await this.staff.list(caller.tenantId) };
  }

  @Delete(':id')
  @Endpoint({ summary: 'Disable a member of staff', scope: 'admin', params: ById, status: 204, errors: ['not_found'] })
  async disable(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    await this.staff.disable(caller.tenantId, caller, id);
  }
}
