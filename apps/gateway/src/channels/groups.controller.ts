import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CreateGroup as CreateGroupSchema, Group as GroupSchema, UpdateGroup as UpdateGroupSchema } from '#libs/contracts';
import type { CreateGroup, Group, UpdateGroup } from '#libs/contracts';
import { StaffGroups, type Principal } from '#libs/identity';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ById = z.object({ id: z.uuid() });

@ApiTags('channels')
@Controller('api/v1/groups')
export class GroupsController {
  constructor(private readonly groups: StaffGroups) {}

  @Post()
  @Endpoint({ summary: 'Create a group of staff that shares channels', scope: 'admin', body: CreateGroupSchema, response: GroupSchema, status: 201, errors: ['already_exists'] })
  create(@Caller() caller: Principal, @Body() body: CreateGroup): Promise<Group> {
    return this.groups.create(caller.tenantId, caller, body);
  }

  @Get()
  @Endpoint({ summary: 'Groups of staff', scope: 'admin', response: z.object({ items: z.array(GroupSchema) }) })
  async list(@Caller() caller: Principal): Promise<{ items: Group[] }> {
    return { items: await this.groups.list(caller.tenantId) };
  }

  @Get(':id')
  @Endpoint({ summary: 'A group of staff', scope: 'admin', params: ById, response: GroupSchema, errors: ['not_found'] })
  get(@Caller() caller: Principal, @Param('id') id: string): Promise<Group> {
    return this.groups.get(caller.tenantId, id);
  }

  @Patch(':id')
  @Endpoint({ summary: 'Change a group; `staff_ids` replaces its members', scope: 'admin', params: ById, body: UpdateGroupSchema, response: GroupSchema, errors: ['not_found', 'already_exists'] })
  update(@Caller() caller: Principal, @Param('id') id: string, @Body() body: UpdateGroup): Promise<Group> {
    return this.groups.update(caller.tenantId, caller, id, body);
  }

  @Delete(':id')
  @Endpoint({ summary: 'Delete a group, and with it the channels that are its own', scope: 'admin', params: ById, status: 204, errors: ['not_found'] })
  async delete(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    await this.groups.delete(caller.tenantId, caller, id);
  }
}
