<?xml version="1.0" encoding="utf-8"?>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
<name>gateway</name>
<message><source>A secure connection to Pluggy could not be set up</source><translation>Não foi possível abrir uma conexão segura com a Pluggy</translation></message>
<message><source>A web page came from {host}; public networks do that before you log in.</source><translation>Veio uma página de {host}; redes públicas fazem isso antes do seu login.</translation></message>
<message><source>Check it, or choose from the list.</source><translation>Confira ou escolha da lista.</translation></message>
<message><source>Check it, or connect the bank again.</source><translation>Confira ou conecte o banco de novo.</translation></message>
<message><source>Check the computer's date and time; on a company or public network, use another one.</source><translation>Verifique a data e a hora do computador; em rede de empresa ou pública, use outra.</translation></message>
<message><source>Check the connection and try again.</source><translation>Verifique a conexão e tente de novo.</translation></message>
<message><source>Check the connection, a firewall or VPN, and try again.</source><translation>Verifique a conexão, o firewall ou a VPN e tente de novo.</translation></message>
<message><source>Check the system's proxy settings and try again.</source><translation>Verifique as configurações de proxy do sistema e tente de novo.</translation></message>
<message><source>Check what was entered, and try again.</source><translation>Confira o que foi digitado e tente de novo.</translation></message>
<message><source>Check what was entered.</source><translation>Confira o que foi digitado.</translation></message>
<message><source>Connect the bank again.</source><translation>Conecte o banco de novo.</translation></message>
<message><source>Connect without a return address, or set another one in the settings.</source><translation>Conecte sem endereço de retorno ou defina outro nas configurações.</translation></message>
<message><source>Copy both again from your application's page at dashboard.pluggy.ai.</source><translation>Copie os dois de novo da página da sua aplicação em dashboard.pluggy.ai.</translation></message>
<message><source>Correct it and try again. Nothing was connected.</source><translation>Corrija e tente de novo. Nada foi conectado.</translation></message>
<message><source>Ids at Pluggy are 32 letters and digits in five groups.</source><translation>Os códigos da Pluggy têm 32 letras e números em cinco grupos.</translation></message>
<message><source>It does not have the form that Pluggy asks for: {fields}.</source><translation>Não está no formato que a Pluggy pede: {fields}.</translation></message>
<message><source>It is not known whether Pluggy received the request, so it was not sent twice.</source><translation>Não se sabe se a Pluggy recebeu o pedido; por isso ele não foi enviado duas vezes.</translation></message>
<message><source>It may have been removed there. What was fetched before is kept.</source><translation>Pode ter sido removido lá. O que já foi buscado está guardado.</translation></message>
<message><source>It takes only https addresses that are not on this computer, and app links.</source><translation>Ela só aceita endereços https fora deste computador e links de aplicativo.</translation></message>
<message><source>It was not read to its end. What was fetched before is kept.</source><translation>Ela não foi lida até o fim. O que já foi buscado está guardado.</translation></message>
<message><source>It was removed there. What was fetched before is kept.</source><translation>Ela foi removida lá. O que já foi buscado está guardado.</translation></message>
<message><source>Its service failed. What was fetched before is kept.</source><translation>O serviço dela falhou. O que já foi buscado está guardado.</translation></message>
<message><source>Log in to the network if it asks for it, check the address, and try again.</source><translation>Entre na rede se ela pedir, confira o endereço e tente de novo.</translation></message>
<message><source>Look at it at dashboard.pluggy.ai, or ask Pluggy's support.</source><translation>Confira em dashboard.pluggy.ai ou fale com o suporte da Pluggy.</translation></message>
<message><source>Look for a newer version of this app.</source><translation>Procure uma versão mais nova deste aplicativo.</translation></message>
<message><source>MeuPluggy updates by itself</source><translation>O MeuPluggy se atualiza sozinho</translation></message>
<message><source>Nothing was changed. What was fetched before is kept.</source><translation>Nada foi alterado. O que já foi buscado está guardado.</translation></message>
<message><source>Nothing was fetched, and nothing on this computer has changed.</source><translation>Nada foi buscado, e nada mudou neste computador.</translation></message>
<message><source>Only https:// is safe. http:// works for this computer alone.</source><translation>Só https:// é seguro. http:// vale apenas para este computador.</translation></message>
<message><source>Open any site in the browser, log in to the network if it asks, and try again.</source><translation>Abra qualquer site no navegador, entre na rede se ela pedir e tente de novo.</translation></message>
<message><source>Pluggy allows no more connections</source><translation>A Pluggy não permite mais conexões</translation></message>
<message><source>Pluggy asks for a pause.</source><translation>A Pluggy pede uma pausa.</translation></message>
<message><source>Pluggy asks for a pause. What was fetched before is kept.</source><translation>A Pluggy pede uma pausa. O que já foi buscado está guardado.</translation></message>
<message><source>Pluggy cannot be reached</source><translation>Não foi possível chegar à Pluggy</translation></message>
<message><source>Pluggy does not accept the client id or the secret</source><translation>A Pluggy não aceita o client id ou o client secret</translation></message>
<message><source>Pluggy does not accept the client secret</source><translation>A Pluggy não aceita o client secret</translation></message>
<message><source>Pluggy does not know this</source><translation>A Pluggy não conhece isto</translation></message>
<message><source>Pluggy does not know this client id</source><translation>A Pluggy não conhece este client id</translation></message>
<message><source>Pluggy does not update a connection as often as that.</source><translation>A Pluggy não atualiza uma conexão com tanta frequência.</translation></message>
<message><source>Pluggy has a connection with the same details.</source><translation>A Pluggy tem uma conexão com os mesmos dados.</translation></message>
<message><source>Pluggy has a problem</source><translation>A Pluggy está com um problema</translation></message>
<message><source>Pluggy has changed its service</source><translation>A Pluggy mudou o serviço dela</translation></message>
<message><source>Pluggy has stopped updating it.</source><translation>A Pluggy parou de atualizá-la.</translation></message>
<message><source>Pluggy has switched this access off</source><translation>A Pluggy desativou este acesso</translation></message>
<message><source>Pluggy no longer has this connection</source><translation>A Pluggy não tem mais esta conexão</translation></message>
<message><source>Pluggy refreshes it once a day; it cannot be asked to from here.</source><translation>A Pluggy o atualiza uma vez por dia; não dá para pedir isso daqui.</translation></message>
<message><source>Pluggy refused the request</source><translation>A Pluggy recusou o pedido</translation></message>
<message><source>Pluggy refuses the return address</source><translation>A Pluggy recusa o endereço de retorno</translation></message>
<message><source>Pluggy refuses this with your access</source><translation>A Pluggy recusa isto com o seu acesso</translation></message>
<message><source>Pluggy says: {text}</source><translation>A Pluggy diz: {text}</translation></message>
<message><source>Pluggy took too long to answer</source><translation>A Pluggy demorou demais para responder</translation></message>
<message numerus="yes"><source>Pluggy updates a connection at most every {n} hours.</source><translation><numerusform>A Pluggy atualiza uma conexão no máximo a cada hora.</numerusform><numerusform>A Pluggy atualiza uma conexão no máximo a cada {n} horas.</numerusform></translation></message>
<message><source>Pluggy's address sends elsewhere</source><translation>O endereço da Pluggy leva a outro lugar</translation></message>
<message><source>Pluggy's answer could not be understood</source><translation>Não foi possível entender a resposta da Pluggy</translation></message>
<message><source>Pluggy's answer is too large</source><translation>A resposta da Pluggy é grande demais</translation></message>
<message><source>Pluggy's list has no end</source><translation>A lista da Pluggy não tem fim</translation></message>
<message><source>Remove connections you no longer need, then try again.</source><translation>Remova as conexões de que não precisa mais e tente de novo.</translation></message>
<message><source>Remove it and connect the bank again.</source><translation>Remova-a e conecte o banco de novo.</translation></message>
<message><source>See at dashboard.pluggy.ai what your application may do, or if its trial has ended.</source><translation>Veja em dashboard.pluggy.ai o que sua aplicação pode fazer ou se o período de teste acabou.</translation></message>
<message><source>So that the bank does not lock your account, Pluggy makes you wait.</source><translation>Para o banco não bloquear sua conta, a Pluggy faz você esperar.</translation></message>
<message><source>Something else answered in Pluggy's place</source><translation>Outra coisa respondeu no lugar da Pluggy</translation></message>
<message><source>The address must end before any “?” or “#”.</source><translation>O endereço deve terminar antes de qualquer “?” ou “#”.</translation></message>
<message><source>The address must not contain a user name or password.</source><translation>O endereço não pode conter usuário nem senha.</translation></message>
<message><source>The address {host} could not be found.</source><translation>O endereço {host} não foi encontrado.</translation></message>
<message><source>The application at Pluggy is disabled.</source><translation>A aplicação na Pluggy está desativada.</translation></message>
<message><source>The bank accepts each code once.</source><translation>O banco aceita cada código uma única vez.</translation></message>
<message><source>The bank's form is not filled in right</source><translation>O formulário do banco não está preenchido corretamente</translation></message>
<message><source>The connection to Pluggy broke off</source><translation>A conexão com a Pluggy caiu</translation></message>
<message><source>The connection to Pluggy is not safe</source><translation>A conexão com a Pluggy não é segura</translation></message>
<message><source>The network's proxy does not work</source><translation>O proxy da rede não funciona</translation></message>
<message><source>The same page came again, or far too many.</source><translation>A mesma página veio de novo, ou vieram páginas demais.</translation></message>
<message><source>There seems to be no internet connection</source><translation>Parece não haver conexão com a internet</translation></message>
<message><source>This bank is connected already</source><translation>Este banco já está conectado</translation></message>
<message><source>This cannot be sent to Pluggy</source><translation>Isto não pode ser enviado à Pluggy</translation></message>
<message><source>This cannot be the address of Pluggy</source><translation>Este não pode ser o endereço da Pluggy</translation></message>
<message><source>This code was used already</source><translation>Este código já foi usado</translation></message>
<message><source>This computer is set to reach the internet through a proxy, which refused.</source><translation>Este computador está configurado para acessar a internet por um proxy, que recusou.</translation></message>
<message><source>This connection failed too often</source><translation>Esta conexão falhou vezes demais</translation></message>
<message><source>This connection is fresh already</source><translation>Esta conexão já está atualizada</translation></message>
<message><source>This is not a connection's id</source><translation>Este não é o código de uma conexão</translation></message>
<message><source>This is not the address of a server.</source><translation>Isto não é o endereço de um servidor.</translation></message>
<message><source>This version of the app asks in a way that Pluggy no longer answers.</source><translation>Esta versão do aplicativo pergunta de um jeito que a Pluggy não responde mais.</translation></message>
<message><source>To update it now, open meu.pluggy.ai.</source><translation>Para atualizar agora, abra meu.pluggy.ai.</translation></message>
<message><source>Too many failed attempts</source><translation>Tentativas demais sem sucesso</translation></message>
<message><source>Too many requests</source><translation>Pedidos demais</translation></message>
<message><source>Try again in a few minutes.</source><translation>Tente de novo em alguns minutos.</translation></message>
<message><source>Try again in some minutes.</source><translation>Tente de novo daqui a alguns minutos.</translation></message>
<message numerus="yes"><source>Try again in {n} minutes.</source><translation><numerusform>Tente de novo em um minuto.</numerusform><numerusform>Tente de novo em {n} minutos.</numerusform></translation></message>
<message><source>Try again later.</source><translation>Tente mais tarde.</translation></message>
<message><source>Try again later; if it stays so, look for a newer version of this app.</source><translation>Tente de novo mais tarde; se continuar, procure uma versão mais nova deste aplicativo.</translation></message>
<message><source>Try again.</source><translation>Tente de novo.</translation></message>
<message><source>Try again; on a company or public network, use another one.</source><translation>Tente de novo; em rede de empresa ou pública, use outra.</translation></message>
<message><source>Use it instead of a second one.</source><translation>Use essa em vez de criar outra.</translation></message>
<message><source>Use {address}, or the address that the simulator shows.</source><translation>Use {address} ou o endereço que o simulador mostra.</translation></message>
<message><source>Wait 15 minutes and try again.</source><translation>Espere 15 minutos e tente de novo.</translation></message>
<message><source>Wait a minute, then try again; a connection that was made is then found.</source><translation>Espere um minuto e tente de novo; se a conexão foi criada, ela será encontrada.</translation></message>
<message><source>Wait for a new code and type it.</source><translation>Espere um código novo e digite-o.</translation></message>
<message><source>What is there is shown. Try again later for newer data.</source><translation>O que existe está na tela. Tente mais tarde para dados mais novos.</translation></message>
<message><source>Your application at Pluggy has as many connections as it may have.</source><translation>Sua aplicação na Pluggy já tem todas as conexões que pode ter.</translation></message>
<message><source>Your client id and secret are right, but they may not do this.</source><translation>Seu client id e seu client secret estão certos, mas não têm permissão para isto.</translation></message>
<message><source>{host} broke it off, so nothing was sent.</source><translation>{host} a interrompeu; por isso nada foi enviado.</translation></message>
<message><source>{host} could not prove who it is, so nothing was sent.</source><translation>{host} não conseguiu provar quem é; por isso nada foi enviado.</translation></message>
<message><source>{host} did not answer in time. What was fetched before is kept.</source><translation>{host} não respondeu a tempo. O que já foi buscado está guardado.</translation></message>
<message><source>{host} did not finish its answer. What was fetched before is kept.</source><translation>{host} não terminou a resposta. O que já foi buscado está guardado.</translation></message>
<message><source>{host} does not accept connections.</source><translation>{host} não aceita conexões.</translation></message>
<message><source>{host} points to another address. Your access was not sent there.</source><translation>{host} aponta para outro endereço. Seu acesso não foi enviado para lá.</translation></message>
</context>
</TS>
