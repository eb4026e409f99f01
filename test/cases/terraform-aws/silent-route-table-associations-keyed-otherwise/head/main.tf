resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "data" {
  for_each = toset(["a", "b"])

  vpc_id     = aws_vpc.main.id
  cidr_block = each.key == "a" ? "10.0.1.0/24" : "10.0.2.0/24"
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = "igw-0a1b2c3d"
  }
}

resource "aws_route_table_association" "data" {
  for_each = { for name, subnet in aws_subnet.data : "subnet-${name}" => subnet.id }

  subnet_id      = each.value
  route_table_id = aws_route_table.private.id
}

moved {
  from = aws_route_table_association.data["a"]
  to   = aws_route_table_association.data["subnet-a"]
}

resource "aws_subnet" "new" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.3.0/24"
}

resource "aws_route_table_association" "new" {
  subnet_id      = aws_subnet.new.id
  route_table_id = aws_route_table.public.id
}
