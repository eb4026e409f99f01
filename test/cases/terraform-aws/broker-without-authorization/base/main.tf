resource "aws_mq_configuration" "orders" {
  name           = "orders"
  engine_type    = "ActiveMQ"
  engine_version = "5.18"
  data           = <<-XML
    <broker xmlns="http://activemq.apache.org/schema/core">
      <plugins>
        <authorizationPlugin/>
      </plugins>
    </broker>
  XML
}
